import { env } from 'cloudflare:workers'
import { describe, expect, inject, test } from 'vitest'
import { openLink } from '../../../src/core/access/open-link.ts'
import type { Viewer } from '../../../src/core/access/viewer.ts'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { formatTicketNumber } from '../../../src/core/ticket-number.ts'
import { openTicket, stampView } from '../../../src/core/tickets/open-ticket.ts'
import { digest } from '../../../src/core/token.ts'
import { paths } from '../../../src/i18n/paths.ts'
import { addMessage, type TicketChange } from '../../../src/core/tickets/ticket-change.ts'
import { newChange, newMail, newMessage, newSession } from '../../contracts/builders.ts'
import { recordFigure } from '../../figure.ts'
import { Browser, callApi, openApp } from '../browser.ts'
import { farKey, filingFields, guestInside, newEmail, newKey, newPicture } from '../guest.ts'
import { rows } from '../setup.ts'
import { openMeter, type Meter } from './meter.ts'
import { costOfMillion, type Usage } from './prices.ts'

type Deed = (meter: Meter) => Promise<Usage>

/** What people and programs do, each with everything that follows from it until its mail is sent. */
const deeds: Record<string, Deed> = {
  'ticket page, 10 messages': (meter) => viewing(meter, 0),
  'the same, first look in a minute': (meter) => viewing(meter, 61),
  'link page': async ({ desk, measure }) => {
    const { viewer, token } = await inside(desk)
    return measure(() => openLink(desk, viewer, token))
  },
  'filing a ticket': async ({ desk, measure }) => {
    const browser = new Browser(openApp(desk))
    await browser.open(paths.newTicket('ro'))
    const fields = filingFields(newEmail(), farKey(desk))
    return measure(async () => {
      await mustPost(browser, paths.newTicket('ro'), fields)
      await deliver(desk)
    })
  },
  'a code, sent and entered': async ({ desk, measure }) => {
    const { guest } = await inside(desk)
    desk.pass(61)
    return measure(async () => {
      await mustPost(guest.browser, guest.codePath, {})
      await deliver(desk)
      const code = desk.mailSender.sent.at(-1)?.mail.text.match(/^\d{6}$/m)?.[0] ?? ''
      await mustPost(guest.browser, guest.linkPath, { code })
    }, 2)
  },
  reply: (meter) => replying(meter, {}),
  'reply with a file': (meter) => replying(meter, { files: [newPicture()] }),
  "support's answer": async ({ desk, measure }) => {
    const { guest } = await inside(desk)
    const path = paths.apiMessages(formatTicketNumber(guest.ticketId))
    return measure(async () => {
      const call = { body: { text: 'Am găsit transferul.' }, key: newKey() }
      expect((await callApi(guest.app, path, call)).status).toBe(201)
      await deliver(desk)
    })
  },
  'download of a file': async ({ desk, measure }) => {
    const { guest } = await inside(desk)
    const files = [newPicture()]
    await mustPost(guest.browser, guest.ticketPath, { key: newKey(), text: 'Iată.', files })
    const [file] = await rows('SELECT * FROM attachments WHERE ticket_id = ?', guest.ticketId)
    return measure(() => guest.browser.open(`/attachments/${String(file?.['attachment_id'])}`))
  },
  'list of 25 tickets': ({ desk, measure }) => measure(() => desk.tickets.list({ max: 26 })),
  'the minute without a mail': async ({ desk, measure }) => {
    await deliver(desk)
    return measure(() => deliver(desk))
  },
}

async function inside(desk: Meter['desk']) {
  const guest = await guestInside(desk)
  const sessionHash = await digest(guest.browser.cookies.get('__Host-session') ?? '')
  const browserHash = await digest(guest.browser.cookies.get('__Host-browser') ?? '')
  const viewer: Viewer = { browserHash, hasCookie: true, sessionHash, device: 'phone' }
  const token = /\/link\/([^/]+)\//.exec(guest.linkPath)?.[1] ?? ''
  return { guest, viewer, token }
}

async function viewing({ desk, measure }: Meter, secondsAfter: number): Promise<Usage> {
  const { guest, viewer } = await inside(desk)
  for (let count = 1; count < 10; count += 1) {
    await mustPost(guest.browser, guest.ticketPath, { key: newKey(), text: `Mesajul ${count}` })
  }
  desk.pass(secondsAfter)
  return measure(async () => {
    const page = await openTicket(desk, viewer, guest.ticketId)
    expect(page.messages).toHaveLength(10)
    await stampView(desk, page)
  })
}

async function replying({ desk, measure }: Meter, more: { files?: File[] }): Promise<Usage> {
  const { guest } = await inside(desk)
  const fields = { key: newKey(), text: 'Iată ora exactă.', ...more }
  return measure(() => mustPost(guest.browser, guest.ticketPath, fields))
}

async function mustPost(browser: Browser, ...form: Parameters<Browser['post']>) {
  expect((await browser.post(...form)).status).toBe(303)
}

function printTable(databases: number, table: [string, Usage][]): void {
  const lines = table.map(([deed, usage]) => {
    const { stores, mails } = costOfMillion(usage)
    const {
      calls,
      trips,
      statements,
      rowsRead,
      rowsWritten,
      kvReads,
      kvWrites,
      r2Writes,
      r2Reads,
    } = usage
    const counts = [
      calls,
      `${trips} (${statements})`,
      rowsRead,
      rowsWritten,
      `${kvReads}/${kvWrites}`,
    ]
    const files = `${r2Reads}/${r2Writes}`
    const cells = [deed, ...counts, files, usage.queueOperations, usage.mails]
    return `| ${[...cells, stores.toFixed(2), mails.toFixed(0)].join(' | ')} |`
  })
  console.log([`over ${databases} database(s):`, ...lines].join('\n'))
}

describe.each([1, 4])('over %i databases', (databases) => {
  test('every deed costs what docs/scale.md says, or less', async () => {
    const meter = await openMeter(databases)
    const table: [string, Usage][] = []
    for (const [name, deed] of Object.entries(deeds)) table.push([name, await deed(meter)])
    if (inject('proving')) printTable(databases, table)
    const usages = Object.fromEntries(table)
    const views = usages['ticket page, 10 messages']
    expect(views?.trips, 'a page is one trip, however many databases').toBe(1)
    for (const [name, bar] of bars) {
      const usage = usages[name]
      if (!usage) throw new Error(`Nothing was measured of ${name}`)
      const { stores } = costOfMillion(usage)
      const figure = `a million of: ${name}, over ${databases}`
      const value = Number(stores.toFixed(2))
      recordFigure({ proof: 'scale', figure, value, bar: `≤ ${bar}`, unit: '$' })
      expect(value, name).toBeLessThanOrEqual(bar)
    }
  })
})

/** A thread as the demo's are: ten messages of 300 characters, five of them ours, each with its event and its mail. */
function newThread(): TicketChange {
  const change = newChange({}, { text: 'ă'.repeat(300) })
  const { ticketId } = change.ticket
  const session = newSession()
  change.grant = { session, kind: 'proven' }
  for (let count = 1; count < 10; count += 1) {
    const author = count % 2 ? 'support' : 'requester'
    addMessage(change, newMessage({ author, text: 'ă'.repeat(300) }), 'replied')
    if (author === 'support') change.mails.push(newMail({ ticketId }))
  }
  return change
}

test('a ticket with ten messages takes so many bytes of its database', async () => {
  const { desk } = await openMeter(1)
  const size = async () => (await env.DB.prepare('SELECT 1').run()).meta.size_after
  const before = await size()
  const tickets = 400
  for (let count = 0; count < tickets; count += 1) {
    expect(await desk.tickets.commit([newThread()])).toBe('stored')
  }
  const bytes = Math.round(((await size()) - before) / tickets)
  const figure = 'bytes of D1 a ticket of 10 messages of 300 characters'
  recordFigure({ proof: 'scale', figure, value: bytes, bar: '≤ 20000', unit: 'B' })
  expect(bytes).toBeLessThanOrEqual(20_000)
})

const bars: [deed: string, dollars: number][] = [
  ['ticket page, 10 messages', 0.5],
  ['reply', 8],
  ['a code, sent and entered', 45],
]

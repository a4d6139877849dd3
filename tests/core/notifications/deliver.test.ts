import { describe, expect, test } from 'vitest'
import { requestLink } from '../../../src/core/access/request-link.ts'
import { sendCode } from '../../../src/core/access/send-code.ts'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { MailRefused } from '../../../src/core/notifications/mail-sender.ts'
import { answer } from '../../../src/core/tickets/answer.ts'
import { fileOne, linkToken, newViewer } from '../../desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from '../../desk/open-memory-desk.ts'
import { askFor, eventKinds, newAnswer, readTicket, setState } from '../tickets/proven-guest.ts'

const hour = 3600
const down = new Error('the provider is down')

async function withTicket() {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  desk.mailSender.sent.length = 0
  const write = (text = 'Bună') => answer(desk, newAnswer(ticketId, { text }))
  return { desk, ticketId, write }
}

const states = (desk: MemoryDesk) =>
  desk.d1.rows('SELECT state FROM outbox ORDER BY outbox_number').map(({ state }) => state)
const subjects = (desk: MemoryDesk) => desk.mailSender.sent.map(({ mail }) => mail.subject)

/** The sweep of every minute. */
async function sweep(desk: MemoryDesk, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 60) {
    desk.pass(60)
    await deliver(desk)
  }
}

describe('delivering', () => {
  test('sends what is due, once, and records the provider’s id', async () => {
    const { desk, write } = await withTicket()
    await write()
    expect(await deliver(desk)).toBe(1)
    expect(await deliver(desk)).toBe(0)
    expect(desk.mailSender.sent).toHaveLength(1)
    const [, row] = desk.d1.rows('SELECT * FROM outbox ORDER BY outbox_number')
    expect(row).toMatchObject({ state: 'sent', provider_id: 'memory-1', tries: 1, lease: null })
  })

  test('by several at once sends each mail once', async () => {
    const { desk, write } = await withTicket()
    await write()
    for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) {
      await answer(desk, newAnswer(await fileOne(desk, { email })))
    }
    desk.mailSender.sent.length = 0
    await Promise.all(Array.from({ length: 7 }, () => deliver(desk, 2)))
    expect(desk.mailSender.sent.map(({ to }) => to).toSorted()).toEqual([
      ...['a@example.com', 'b@example.com', 'c@example.com', 'maria@example.com'],
    ])
  })

  test('of one ticket keeps the order of its alerts, the first failing or not', async () => {
    const { desk, ticketId, write } = await withTicket()
    await write()
    await askFor(desk, ticketId, 'time')
    await setState(desk, ticketId, 'resolved')
    desk.mailSender.fault = down
    await deliver(desk)
    desk.mailSender.fault = undefined
    expect(await deliver(desk)).toBe(0)
    desk.pass(15)
    await deliver(desk)
    const kinds = desk.d1.rows(
      "SELECT kind FROM outbox WHERE kind <> 'filed' ORDER BY finished_at, outbox_number",
    )
    expect(kinds.map(({ kind }) => kind)).toEqual(['answered', 'asked', 'resolved'])
    expect(new Set(subjects(desk)).size).toBe(3)
  })

  test('lets a code overtake alerts that cannot leave', async () => {
    const { desk, ticketId, write } = await withTicket()
    await write()
    desk.mailSender.fault = down
    await deliver(desk)
    desk.mailSender.fault = undefined
    await sendCode(desk, newViewer(), await linkToken(desk, ticketId))
    await deliver(desk)
    expect(desk.mailSender.sent.map(({ mail }) => mail.text)).toEqual([
      expect.stringMatching(/^\d{6}$/m),
    ])
  })

  test('does not wait for other people’s tickets', async () => {
    const { desk, write } = await withTicket()
    await write()
    const { send } = desk.mailSender
    desk.mailSender.send = async (envelope) => {
      if (envelope.to.startsWith('maria')) throw down
      return send.call(desk.mailSender, envelope)
    }
    await answer(desk, newAnswer(await fileOne(desk, { email: 'ion@example.com' })))
    await deliver(desk)
    expect(desk.mailSender.sent.map(({ to }) => to)).toEqual(['ion@example.com', 'ion@example.com'])
  })

  test('goes to the address and in the language the ticket has when it leaves', async () => {
    const { desk, write } = await withTicket()
    await write()
    desk.d1.rows("UPDATE tickets SET email = 'nou@example.com', locale = 'it'")
    await deliver(desk)
    const [sent] = desk.mailSender.sent
    expect(sent?.to).toBe('nou@example.com')
    expect(sent?.mail.headers['Content-Language']).toBe('it')
  })

  test('says nothing in the log but kinds, states and counts', async () => {
    const { desk, write } = await withTicket()
    await write('Textul meu')
    desk.mailSender.fault = new Error('550 maria@example.com')
    await deliver(desk)
    expect(JSON.stringify(desk.logged)).not.toMatch(/maria|Textul|550/)
    expect(desk.logged.at(-1)?.facts).toEqual({ kind: 'answered', state: 'pending', tries: 1 })
  })
})

describe('a lease', () => {
  test('keeps a mail from everyone else for two minutes, then somebody else may', async () => {
    const { desk, write } = await withTicket()
    await write()
    const now = desk.now()
    const claim = (lease: string) =>
      desk.outbox.claim({
        lease,
        now: desk.now(),
        until: new Date(now.getTime() + 120_000),
        max: 9,
      })
    const [mail] = await claim('dead')
    desk.pass(119)
    expect(await deliver(desk)).toBe(0)
    desk.pass(1)
    expect(await deliver(desk)).toBe(1)
    if (!mail) return expect.unreachable()
    await desk.outbox.finish(mail, { state: 'failed' }, desk.now())
    expect(states(desk)).toEqual(['sent', 'sent'])
    expect(desk.d1.rows('SELECT max(tries) AS tries FROM outbox')[0]).toEqual({ tries: 2 })
  })

  test('that ends in the middle of a batch leaves the rest to others', async () => {
    const { desk } = await withTicket()
    for (const email of ['a@example.com', 'b@example.com']) await fileOne(desk, { email })
    desk.d1.rows("UPDATE outbox SET state = 'pending', finished_at = NULL")
    desk.mailSender.sent.length = 0
    const { send } = desk.mailSender
    desk.mailSender.send = async (envelope) => {
      desk.pass(121)
      return send.call(desk.mailSender, envelope)
    }
    await deliver(desk)
    expect(desk.mailSender.sent).toHaveLength(3)
    expect(new Set(desk.mailSender.sent.map(({ to }) => to)).size).toBe(3)
  })
})

describe('a mail that cannot leave', () => {
  test('is tried again after 8 to 15 seconds, then ever later', async () => {
    const { desk, write } = await withTicket()
    await write()
    desk.mailSender.fault = down
    await deliver(desk)
    desk.pass(7)
    expect(await deliver(desk)).toBe(0)
    desk.pass(8)
    expect(await deliver(desk)).toBe(1)
    desk.pass(14)
    expect(await deliver(desk)).toBe(0)
    desk.pass(16)
    expect(await deliver(desk)).toBe(1)
  })

  test('for a day goes out after it, once, in order', async () => {
    const { desk, ticketId, write } = await withTicket()
    desk.mailSender.fault = down
    await write()
    await sweep(desk, 12 * hour)
    await requestLink(desk, { email: 'maria@example.com', ticketId })
    await sweep(desk, 12 * hour)
    desk.mailSender.fault = undefined
    await sweep(desk, hour)
    expect(states(desk)).toEqual(['sent', 'sent', 'sent'])
    expect(desk.mailSender.sent).toHaveLength(2)
    expect(await eventKinds(desk, ticketId)).not.toContain('mail-failed')
    const [{ tries } = {}] = desk.d1.rows("SELECT tries FROM outbox WHERE kind = 'answered'")
    expect(Number(tries)).toBeLessThan(120)
  })

  test('for longer has failed, and support sees it on the ticket', async () => {
    const { desk, ticketId, write } = await withTicket()
    desk.mailSender.fault = down
    await write()
    const { version } = await readTicket(desk, ticketId)
    await sweep(desk, 24 * hour - 60)
    expect(states(desk)).toEqual(['sent', 'pending'])
    await sweep(desk, hour)
    expect(states(desk)).toEqual(['sent', 'failed'])
    const last = (await desk.tickets.listEvents(ticketId)).at(-1)
    expect(last).toMatchObject({
      kind: 'mail-failed',
      actor: 'system',
      detail: { kind: 'answered' },
    })
    expect((await readTicket(desk, ticketId)).version).toBe(version + 1)
    desk.mailSender.fault = undefined
    await sweep(desk, hour)
    expect(desk.mailSender.sent).toEqual([])
  })

  test('because the provider will never take it has failed at once, and holds up nothing', async () => {
    const { desk, ticketId, write } = await withTicket()
    await write()
    await setState(desk, ticketId, 'resolved')
    desk.mailSender.fault = new MailRefused('suppressed')
    const { send } = desk.mailSender
    desk.mailSender.send = async (envelope) => {
      const sent = send.call(desk.mailSender, envelope)
      desk.mailSender.fault = undefined
      return sent
    }
    await deliver(desk)
    expect(states(desk)).toEqual(['sent', 'failed', 'sent'])
    expect(
      (await eventKinds(desk, ticketId)).filter((kind) => kind === 'mail-failed'),
    ).toHaveLength(1)
  })

  test('and is a code is dropped when it is stale, and its code forgotten', async () => {
    const { desk, ticketId } = await withTicket()
    desk.mailSender.fault = down
    await sendCode(desk, newViewer(), await linkToken(desk, ticketId))
    await deliver(desk)
    await sweep(desk, 600)
    desk.mailSender.fault = undefined
    await sweep(desk, 600)
    expect(states(desk)).toEqual(['sent', 'dropped'])
    expect(desk.mailSender.sent).toEqual([])
    expect(desk.d1.rows('SELECT sealed_code FROM outbox WHERE sealed_code IS NOT NULL')).toEqual([])
    expect(await eventKinds(desk, ticketId)).not.toContain('mail-failed')
  })
})

import { env } from 'cloudflare:workers'
import PostalMime, { type Email } from 'postal-mime'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { answer } from '../../../src/core/tickets/answer.ts'
import { formatTicketNumber } from '../../../src/core/ticket-number.ts'
import { guestLinkToToken } from '../../../src/core/guest-link.ts'
import { openDesk, openKeys } from '../../../src/platform/open-desk.ts'
import { parseSettings } from '../../../src/platform/settings.ts'
import { paths } from '../../../src/i18n/paths.ts'
import { goodAddresses } from '../../input/addresses.ts'
import { fieldRules, isWelcome } from '../../input/contract.ts'
import { headerInjections } from '../../input/injections.ts'
import { scripts } from '../../input/scripts.ts'
import { Browser, openApp } from '../browser.ts'
import { filingFields, locationToTicketId } from '../guest.ts'
import { openPlatformDesk, type PlatformDesk } from '../platform-desk.ts'

const smtp = inject('smtp')
// Subjects in ASCII stand in the letter as they are.
const locale = 'en'
const hostile = [...headerInjections, ...scripts]

interface Letter {
  to: string[]
  mail: Email
}

let desk: PlatformDesk
let serial = 0

beforeAll(async () => {
  const chosen = { EMAIL_SENDER: 'smtp', SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp.port) }
  const settings = parseSettings({ ...env, ...chosen, SMTP_SECURITY: 'none' })
  const context = { waitUntil: () => undefined }
  const { mailSender } = openDesk(env, settings, await openKeys(settings), context)
  desk = { ...(await openPlatformDesk()), mailSender: mailSender as PlatformDesk['mailSender'] }
})

/** What the server took for an address, read by a parser of others. */
async function lettersTo(address: string): Promise<Letter[]> {
  const response = await fetch(`${smtp.letters}/?to=${encodeURIComponent(address)}`)
  const letters = await response.json<{ to: string[]; raw: string }[]>()
  return Promise.all(
    letters.map(async ({ to, raw }) => {
      const bytes = Uint8Array.from(raw, (byte) => byte.charCodeAt(0))
      return { to, mail: await PostalMime.parse(bytes) }
    }),
  )
}

const at = (field: keyof typeof fieldRules) => {
  const list = hostile.filter((text) => isWelcome(text, fieldRules[field]))
  return list[(serial * 7) % list.length] ?? ''
}

/** Everything that is mailed to whoever filed with this address: filed, code, answered, link. */
async function mailAll(typed: string): Promise<{ address: string; letters: Letter[] }> {
  // Each address is met once.
  const address = typed
    .trim()
    .replace('@', `-${(serial += 1)}@`)
    .slice(-254)
  const browser = new Browser(openApp(desk))
  await browser.open(paths.newTicket(locale))
  const words = { subject: at('subject'), name: at('name'), text: at('text') }
  const filed = await browser.post(paths.newTicket(locale), { ...filingFields(address), ...words })
  const ticketId = locationToTicketId(filed)
  await deliver(desk)
  const token = await guestLinkToToken(desk.keys, { ticketId, generation: 1 })
  expect((await browser.post(paths.sendCode(locale, token), {})).status).toBe(303)
  await deliver(desk)
  const number = formatTicketNumber(ticketId)
  await browser.post(paths.linkRequest(locale), { email: address, ticketId: number })
  // It is due a second or two after the answer.
  await deliver({ ...desk, now: () => new Date(desk.now().getTime() + 2000) })
  const message = { text: at('text'), author: at('name'), visibility: 'public' as const }
  await answer(desk, { ticketId, key: undefined, ...message, asks: [], status: undefined })
  await deliver(desk)
  const stored = address.replace(/@.*/, (domain) => domain.toLowerCase())
  return { address: stored, letters: await lettersTo(stored) }
}

const names = ['auto-submitted', 'content-language', 'content-type', 'date', 'from']
names.push('message-id', 'mime-version', 'subject', 'to')

const random = /[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9A-Z]{8}\.1\.[\w-]{43}|^\d{6}$|>\d{6}</gm

/** All that a letter says but what is random in it. */
function sayingOf({ mail }: Letter) {
  const { subject = '', text = '', html = '', headers } = mail
  const own = new Set(['to', 'message-id', 'date', 'subject', 'content-type'])
  return {
    words: [subject, text, html].map((part) => part.replaceAll(random, '…')),
    headers: headers.map(({ key, value }) => (own.has(key) ? key : `${key}: ${value}`)),
  }
}

describe('whatever is typed, the mails', () => {
  let baseline: ReturnType<typeof sayingOf>[]
  beforeAll(async () => {
    baseline = (await mailAll('maria@example.com')).letters.map(sayingOf)
  })

  test('are four, of one line each in their subject, under nine headers', () => {
    expect(baseline).toHaveLength(4)
    for (const { words, headers } of baseline) {
      expect(words[0]).toMatch(/^[^\p{Cc}]+$/u)
      expect(headers.map((header) => header.split(':')[0]).toSorted()).toEqual(names)
    }
  })

  // What the test's server says otherwise or refuses (RFC 5321 §4.1.2, atoms), though browsers let it be typed.
  const unlike = /^\.|\.\.|@xn--|^l{60}/
  const addresses = goodAddresses.filter((address) => !unlike.test(address.trim()))

  test.each(addresses)('to %s say the same, under the same headers, to one', async (typed) => {
    const { address, letters } = await mailAll(typed)
    expect(letters.map(sayingOf)).toEqual(baseline)
    for (const { to, mail } of letters) {
      expect(to).toEqual([address])
      expect(mail.to?.map((each) => each.address)).toEqual([address])
      expect([mail.cc, mail.bcc, mail.replyTo]).toEqual([undefined, undefined, undefined])
      expect(mail.subject).not.toMatch(/\p{Cc}/u)
      expect(mail.from).toEqual({ address: 'no-reply@example.com', name: 'Tichet' })
      expect(mail.attachments).toEqual([])
      const [type] = mail.headers.filter(({ key }) => key === 'content-type')
      expect(type?.value).toMatch(/^multipart\/(?:alternative|mixed);/)
      expect([mail.text, mail.html].every(Boolean)).toBe(true)
    }
  })
})

import { env } from 'cloudflare:workers'
import PostalMime, { type Email } from 'postal-mime'
import { describe, expect, inject, test, vi } from 'vitest'
import { renderMail, type Mail, type MailKind } from '../../src/core/notifications/mail.ts'
import { MailRefused } from '../../src/core/notifications/mail-sender.ts'
import { TlsMissing } from '../../src/platform/smtp-email.ts'
import { openDesk, openKeys } from '../../src/platform/open-desk.ts'
import { parseSettings } from '../../src/platform/settings.ts'
import { newEmail, newKey } from './guest.ts'

const smtp = inject('smtp')

/** The sender that the settings choose, talking to one of our servers. */
async function openSender(port: number, more: Record<string, string>) {
  const chosen = { EMAIL_SENDER: 'smtp', SMTP_HOST: '127.0.0.1', SMTP_PORT: String(port) }
  const settings = parseSettings({ ...env, ...chosen, SMTP_SECURITY: 'none', ...more })
  const context = { waitUntil: () => undefined }
  return openDesk(env, settings, await openKeys(settings), context).mailSender
}

function newMail(kind: MailKind = 'answered'): Mail {
  const code = kind === 'code' ? { code: '012345', codeMinutes: 10 } : {}
  const words = { ticketNumber: '7K3F-Q2MD', link: 'http://localhost:8787/ro/link/x/' }
  return renderMail({ kind, locale: 'ro', ...words, ...code })
}

interface Sending {
  port?: number
  to?: string
  mail?: Mail
  settings?: Record<string, string>
}

async function send({ port = smtp.port, to = newEmail(), mail = newMail(), settings }: Sending) {
  const mailSender = await openSender(port, settings ?? {})
  return mailSender.send({ to, mail, outboxId: newKey() })
}

/** What the servers took for an address, read by a parser of others. */
async function lettersTo(address: string): Promise<Email[]> {
  const response = await fetch(`${smtp.letters}/?to=${encodeURIComponent(address)}`)
  const letters = await response.json<{ raw: string }[]>()
  const bytes = letters.map(({ raw }) => Uint8Array.from(raw, (byte) => byte.charCodeAt(0)))
  return Promise.all(bytes.map((letter) => PostalMime.parse(letter)))
}

async function onlyLetterTo(address: string): Promise<Email> {
  const [letter, ...more] = await lettersTo(address)
  if (!letter || more.length > 0) throw new Error(`${more.length} letters more than one`)
  return letter
}

async function failureOf(sending: Sending): Promise<unknown> {
  return send(sending).then(
    () => 'sent',
    (error: unknown) => error,
  )
}

describe('a mail by SMTP', () => {
  test.each(['answered', 'code', 'locked'] as const)(
    '%s arrives as it was rendered',
    async (kind) => {
      const [to, mail] = [newEmail(), newMail(kind)]
      await send({ to, mail })
      const letter = await onlyLetterTo(to)
      expect(letter.subject).toBe(mail.subject)
      // The library ends each part with empty lines of its own.
      expect(letter.text?.trimEnd()).toBe(mail.text.trimEnd())
      expect(letter.html?.trimEnd()).toBe(mail.html.trimEnd())
    },
  )

  test('has one recipient, and headers that keep other programs from answering', async () => {
    const to = newEmail()
    const providerId = await send({ to })
    const letter = await onlyLetterTo(to)
    const headers = new Map(letter.headers.map(({ key, value }) => [key, value]))
    expect(letter.headers).toHaveLength(headers.size)
    expect(letter.to).toEqual([{ address: to, name: '' }])
    expect([letter.cc, letter.bcc, letter.replyTo]).toEqual([undefined, undefined, undefined])
    expect(letter.from).toEqual({ address: 'no-reply@example.com', name: 'Tichet' })
    expect(letter.messageId).toMatch(/^<[\w-]{22}@example\.com>$/)
    expect(providerId).toBe(letter.messageId)
    expect(headers.get('auto-submitted')).toBe('auto-generated')
    expect(headers.get('content-language')).toBe('ro')
    expect(Number.isNaN(Date.parse(headers.get('date') ?? ''))).toBe(false)
  })

  test('keeps its Romanian subject letter for letter', async () => {
    const to = newEmail()
    await send({ to })
    const { subject } = await onlyLetterTo(to)
    expect(subject).toBe('Tichetul de asistență 7K3F-Q2MD a fost actualizat')
  })

  test('keeps a line that is a dot alone, and one that begins with a dot', async () => {
    const [to, text] = [newEmail(), 'Înainte\n.\n.urmat\nDupă\n']
    await send({ to, mail: { ...newMail(), text } })
    expect((await onlyLetterTo(to)).text?.trimEnd()).toBe(text.trimEnd())
  })

  test('goes out with a password where one is set', async () => {
    const [port, to] = [smtp.portWithPassword, newEmail()]
    const settings = { SMTP_USER: 'tichet', SMTP_PASSWORD: 'open sesame' }
    await send({ port, to, settings })
    expect(await lettersTo(to)).toHaveLength(1)
  })
})

describe('an SMTP server that does not take a mail', () => {
  test('for good: the mail is refused', async () => {
    expect(await failureOf({ to: `unknown-${newEmail()}` })).toBeInstanceOf(MailRefused)
    expect(await failureOf({ to: `content-${newEmail()}` })).toBeInstanceOf(MailRefused)
  })

  const wrongPassword = { SMTP_USER: 'tichet', SMTP_PASSWORD: 'open onions' }
  test.each<[string, Sending]>([
    ['for now', { to: `later-${newEmail()}` }],
    ['for now, from somebody whose name looks like a refusal', { to: 'later-550-@example.com' }],
    ['because of a wrong password', { port: smtp.portWithPassword, settings: wrongPassword }],
    ['because nobody listens', { port: smtp.portClosed }],
    ['but hangs up', { port: smtp.portHangingUp }],
    ['in clear, where TLS is asked for', { settings: { SMTP_SECURITY: 'starttls' } }],
  ])('%s: it is tried again', async (_, sending) => {
    const failure = await failureOf(sending)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(MailRefused)
  })

  test('in clear is told nothing: neither password nor mail', async () => {
    const [port, to] = [smtp.portWithPassword, newEmail()]
    const account = { SMTP_USER: 'tichet', SMTP_PASSWORD: 'open sesame' }
    const settings = { ...account, SMTP_SECURITY: 'starttls' }
    expect(await failureOf({ port, to, settings })).toBeInstanceOf(TlsMissing)
    expect(await lettersTo(to)).toEqual([])
  })

  test('leaves nothing of the recipient in the log', async () => {
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation(() => undefined),
    )
    await failureOf({ to: `unknown-${newEmail()}` })
    await send({})
    const lines = spies.flatMap((spy) => spy.mock.calls)
    vi.restoreAllMocks()
    expect(lines).toEqual([])
  })
})

import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { renderMail } from '../../src/core/notifications/mail.ts'
import { MailRefused } from '../../src/core/notifications/mail-sender.ts'
import { CloudflareEmail } from '../../src/platform/cloudflare-email.ts'

const mail = renderMail({
  kind: 'filed',
  locale: 'ro',
  ticketNumber: '7K3F-Q2MD',
  link: 'http://localhost:8787/ro/link/x/',
})
const envelope = { to: 'maria@example.com', mail, outboxId: 'outbox-1' }

/** A binding that answers as it is told and remembers what it was given. */
function openBinding(answer: () => Promise<EmailSendResult>) {
  const given: unknown[] = []
  const binding = { send: (builder: unknown) => (given.push(builder), answer()) }
  return { given, sender: new CloudflareEmail(binding as SendEmail, 'no-reply@example.com') }
}

function failingWith(code: string) {
  return openBinding(() => Promise.reject(Object.assign(new Error('refused'), { code })))
}

describe("Cloudflare's binding", () => {
  test('takes the mail and gives it an id', async () => {
    const sender = new CloudflareEmail(env.EMAIL, 'no-reply@example.com')
    expect(await sender.send(envelope)).toMatch(/\S/)
  })

  test('is given one recipient, both parts and the headers, and nothing else', async () => {
    const { given, sender } = openBinding(async () => ({ messageId: 'provider-1' }))
    expect(await sender.send(envelope)).toBe('provider-1')
    const { subject, text, html } = mail
    const from = { email: 'no-reply@example.com', name: 'Tichet' }
    const headers = { 'Content-Language': 'ro', 'Auto-Submitted': 'auto-generated' }
    expect(given).toEqual([{ from, to: 'maria@example.com', subject, text, html, headers }])
  })

  // The binding takes these of its own accord; any other header makes it refuse the mail.
  test('is given no header that it does not take', () => {
    const taken = /^(?:List-[A-Za-z-]+|Auto-Submitted|Content-Language|X-[A-Za-z-]+)$/
    expect(Object.keys(mail.headers).filter((name) => !taken.test(name))).toEqual([])
  })

  test.each(['E_RECIPIENT_NOT_ALLOWED', 'E_RECIPIENT_SUPPRESSED', 'E_VALIDATION_ERROR'])(
    'that says %s is not asked again',
    async (code) => {
      await expect(failingWith(code).sender.send(envelope)).rejects.toBeInstanceOf(MailRefused)
    },
  )

  test.each(['E_RATE_LIMIT_EXCEEDED', 'E_INTERNAL_SERVER_ERROR', ''])(
    'that says %j is asked again',
    async (code) => {
      const failure = await failingWith(code)
        .sender.send(envelope)
        .catch((error) => error)
      expect(failure).toBeInstanceOf(Error)
      expect(failure).not.toBeInstanceOf(MailRefused)
    },
  )
})

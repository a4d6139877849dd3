import type { Mail } from '../core/notifications/mail.ts'
import { MailRefused, type MailSender } from '../core/notifications/mail-sender.ts'

// Codes of Cloudflare Email Sending that no second try will change.
const final = new Set([
  'E_RECIPIENT_NOT_ALLOWED',
  'E_RECIPIENT_SUPPRESSED',
  'E_VALIDATION_ERROR',
  'E_FIELD_MISSING',
])

/** Sends through Cloudflare's `send_email` binding. */
export class CloudflareEmail implements MailSender {
  readonly #binding: SendEmail
  readonly #from: string

  constructor(binding: SendEmail, from: string) {
    this.#binding = binding
    this.#from = from
  }

  async send({ to, mail }: { to: string; mail: Mail }): Promise<string> {
    const { subject, text, html, headers } = mail
    const from = { email: this.#from, name: 'Tichet' }
    try {
      const result = await this.#binding.send({ from, to, subject, text, html, headers })
      return result.messageId
    } catch (error) {
      if (final.has(errorCode(error))) throw new MailRefused(errorCode(error))
      throw error
    }
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

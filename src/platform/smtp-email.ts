import { WorkerMailer, type WorkerMailerOptions } from 'worker-mailer'
import type { Mail } from '../core/notifications/mail.ts'
import { MailRefused, type MailSender } from '../core/notifications/mail-sender.ts'

/** Sends through an SMTP server, one connection a mail. */
export class SmtpEmail implements MailSender {
  readonly #options: WorkerMailerOptions
  readonly #from: string

  constructor(options: WorkerMailerOptions, from: string) {
    this.#options = options
    this.#from = from
  }

  async send({
    to,
    mail,
    outboxId,
  }: {
    to: string
    mail: Mail
    outboxId: string
  }): Promise<string> {
    const { subject, text, html } = mail
    const messageId = `<${outboxId}@${this.#from.split('@')[1] ?? 'localhost'}>`
    const headers = { ...mail.headers, 'Message-ID': messageId }
    const from = { email: this.#from, name: 'Tichet' }
    try {
      await WorkerMailer.send(this.#options, { from, to, subject, text, html, headers })
      return messageId
    } catch (error) {
      // RFC 5321 §4.2.1: a reply of class 5 is permanent.
      const refused = error instanceof Error && /\b5[0-5]\d[ -]/.test(error.message)
      throw refused ? new MailRefused(error.message) : error
    }
  }
}

import { LogLevel, WorkerMailer, type WorkerMailerOptions } from 'worker-mailer'
import type { Mail } from '../core/notifications/mail.ts'
import { MailRefused, type MailSender } from '../core/notifications/mail-sender.ts'

// RFC 5321 §4.2.1: a reply of class 5 is permanent. Only one to recipient or contents speaks of this mail; one to
// greeting, password or sender speaks of the settings, and mails wait until they are right.
const finalReply =
  /^(?:Invalid RCPT TO: <[^>]*>(?: NOTIFY=\S+)?|Failed to send DATA:|Failed send email body:) 5\d\d\b/

/** The server offers no TLS though the settings ask for it: it is told nothing. */
export class TlsMissing extends Error {
  override name = 'TlsMissing'
}

/** Sends through an SMTP server, one connection a mail. */
export class SmtpEmail implements MailSender {
  readonly #options: WorkerMailerOptions
  readonly #from: string

  constructor(options: WorkerMailerOptions, from: string) {
    // What the library logs names recipients.
    this.#options = { ...options, logLevel: LogLevel.NONE }
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
    const mailer = await WorkerMailer.connect(this.#options)
    try {
      await mailer.send({ from, to, subject, text, html, headers })
      return messageId
    } catch (error) {
      const refused = error instanceof Error && finalReply.test(error.message)
      throw refused ? new MailRefused('The server refused the mail') : error
    } finally {
      await mailer.close()
    }
  }
}

// worker-mailer 1.2.1 reads on and on from a connection that the server has closed, and the isolate with it hangs.
Object.assign(WorkerMailer.prototype, { read: readReply })

// RFC 3207 §4.1: whether to go on without TLS is the client's to decide; the library goes on, password and mail in clear.
const { auth } = WorkerMailer.prototype as unknown as Session
Object.assign(WorkerMailer.prototype, { auth: authUnderTls })

interface Session {
  startTls: boolean
  secure: boolean
  supportsStartTls: boolean
  socket: { close(): Promise<void> }
  auth(): Promise<void>
}

async function authUnderTls(this: Session): Promise<void> {
  if (this.secure || !this.startTls || this.supportsStartTls) return auth.call(this)
  await this.socket.close()
  throw new TlsMissing('The SMTP server offers no TLS')
}

async function readReply(this: {
  reader: ReadableStreamDefaultReader<Uint8Array>
}): Promise<string> {
  const decoder = new TextDecoder()
  let reply = ''
  // RFC 5321 §4.2.1: every line but the last has a hyphen after its code.
  while (!/^\d{3}(?: .*)?\r?\n$/m.test(reply)) {
    const { done, value } = await this.reader.read()
    if (done) throw new Error('The SMTP server has closed the connection')
    reply += decoder.decode(value, { stream: true })
  }
  return reply
}

/** A mail as the provider took it. */
export interface AcceptedMail {
  messageId: string
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}

/** A mail provider that takes everything and forgets nothing. */
export class MailProvider {
  readonly accepted: AcceptedMail[] = []

  /** As the binding that the product sends by. */
  get binding(): SendEmail {
    return { send: (mail: EmailMessageBuilder) => this.#send(mail) } as unknown as SendEmail
  }

  async #send({ to, subject, text, html, headers }: EmailMessageBuilder) {
    const messageId = `accepted-${this.accepted.length + 1}`
    const parts = { text: text ?? '', html: html ?? '', headers: { ...headers } }
    this.accepted.push({ messageId, to: String(to), subject, ...parts })
    return { messageId }
  }
}

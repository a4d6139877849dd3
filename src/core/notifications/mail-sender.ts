import type { Mail } from './mail.ts'

export interface MailSender {
  /** Hands one mail to the provider and returns the provider's id. Throws `MailRefused` where trying again is useless. */
  send(envelope: { to: string; mail: Mail; outboxId: string }): Promise<string>
}

/** The provider will never take this mail: a malformed or suppressed address, say. */
export class MailRefused extends Error {
  override name = 'MailRefused'
}

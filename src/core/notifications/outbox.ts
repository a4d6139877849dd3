import { limits } from '../limits.ts'
import type { Locale } from '../../i18n/locales.ts'
import type { MailKind } from './mail.ts'

/** A mail to be sent. To whom and in which language the ticket says when it is sent, not this row. */
export interface OutboxMail {
  outboxId: string
  /** What causes it: one cause, one mail. */
  cause: string
  ticketId: string
  addressKey: string
  kind: MailKind
  /** For `code`: the sealed code, forgotten when the mail is done with. */
  sealedCode?: string | undefined
  createdAt: Date
  /** Nobody sends it earlier; without one it is due at once. */
  dueAt?: Date | undefined
  /** After this a code is dropped, and any other mail is tried once more. */
  expiresAt: Date
}

/** A mail that this process alone may send until its lease ends. */
export interface ClaimedMail extends OutboxMail {
  lease: string
  /** How often it was claimed, this time included. */
  tries: number
  email: string
  locale: Locale
  linkGeneration: number
}

export type MailOutcome =
  | { state: 'sent'; providerId: string }
  | { state: 'dropped' }
  | { state: 'failed' }
  | { state: 'pending'; dueAt: Date }

/** The outbox row of a mail that something on the ticket causes. */
export function outboxMail(mail: {
  outboxId: string
  cause: string
  ticketId: string
  addressKey: string
  kind: MailKind
  now: Date
  dueAt?: Date
}): OutboxMail {
  const { now, ...rest } = mail
  const expiresAt = new Date(now.getTime() + limits.mailRetrySeconds * 1000)
  return { ...rest, createdAt: now, expiresAt }
}

/** Seconds before the next try: 15, 30, 60 … at most 30 minutes, half of it drawn at random so that a crowd spreads. */
export function retrySeconds(tries: number, randomByte: number): number {
  const full = Math.min(15 * 2 ** Math.max(0, tries - 1), 1800)
  return Math.ceil(full / 2 + (full / 2) * (randomByte / 255))
}

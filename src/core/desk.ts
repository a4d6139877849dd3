import type { AccessStore } from './access/access-store.ts'
import type { CodeStore } from './access/code-store.ts'
import type { MailSender } from './notifications/mail-sender.ts'
import type { OutboxStore } from './notifications/outbox-store.ts'
import type { SealKeys } from './notifications/sealed-code.ts'
import type { AttachmentStore } from './tickets/attachment-store.ts'
import type { TicketStore } from './tickets/ticket-store.ts'
import type { Keys } from './token.ts'

/** Everything the rules need from outside. A use case is `(desk, viewer, …input)` and reaches the world through nothing else. */
export interface Desk {
  now(): Date
  /** Cryptographically random bytes. */
  random(length: number): Uint8Array<ArrayBuffer>
  keys: Keys
  /** AES-256-GCM keys for what the outbox must read again: one-time codes on their way. */
  sealKeys: SealKeys
  /** Scheme, host and port every link begins with; no slash at the end. */
  origin: string
  tickets: TicketStore
  access: AccessStore
  codes: CodeStore
  attachments: AttachmentStore
  outbox: OutboxStore
  mailSender: MailSender
  /** Asks for the outbox to be looked at, at once or in some seconds. It may fail or be lost: the sweep finds what it missed. */
  wake(delaySeconds?: number): Promise<void>
  /** Work that may outlast the answer. */
  later(work: Promise<unknown>): void
  log(event: string, facts?: Record<string, string | number | boolean>): void
}

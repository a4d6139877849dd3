import type { ClaimedMail, MailOutcome, OutboxMail } from './outbox.ts'

export interface OutboxStore {
  /** Adds a mail unless its cause has had one. */
  add(mail: OutboxMail): Promise<void>
  /** The same, only if the mail's address is its ticket's own. */
  addForRequester(mail: OutboxMail): Promise<void>
  /** When the mails of the last day with a link that was asked for were caused. */
  linkMailsAt(ticketId: string, now: Date): Promise<Date[]>
  /** Leases mails that are due, oldest first; of one ticket's alerts only the oldest unsent one. */
  claim(claim: { lease: string; now: Date; until: Date; max: number }): Promise<ClaimedMail[]>
  /** Records what became of a claimed mail; nothing if another process holds the lease by now. */
  finish(mail: ClaimedMail, outcome: MailOutcome, now: Date): Promise<void>
}

import type { Desk } from '../desk.ts'
import { addressKey } from '../email-address.ts'
import type { MailKind } from '../notifications/mail.ts'
import { outboxMail, type OutboxMail } from '../notifications/outbox.ts'
import { bytesToBase64url } from '../token.ts'
import type { Ticket } from './ticket.ts'

/** The mail that something on a ticket causes; `cause` is unique within the ticket. */
export function ticketMail(desk: Desk, ticket: Ticket, kind: MailKind, cause: string): OutboxMail {
  return outboxMail({
    outboxId: bytesToBase64url(desk.random(16)),
    cause: `${ticket.ticketId}:${cause}`,
    ticketId: ticket.ticketId,
    addressKey: addressKey(ticket.email),
    kind,
    now: desk.now(),
  })
}

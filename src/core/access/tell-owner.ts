import type { Desk } from '../desk.ts'
import { addressKey } from '../email-address.ts'
import { outboxMail } from '../notifications/outbox.ts'
import { bytesToBase64url } from '../token.ts'
import type { LinkState } from './access-store.ts'

/** Mails the owner of a locked ticket how to get another link. One mail a lockout: its cause is the hour it began in. */
export async function tellOwner(
  desk: Desk,
  { ticket, attempts }: LinkState,
  now: Date,
): Promise<void> {
  const lastWrong = attempts.wrongAttemptsAt.at(-1)?.getTime() ?? now.getTime()
  const mail = outboxMail({
    outboxId: bytesToBase64url(desk.random(16)),
    cause: `locked:${ticket.ticketId}:${Math.floor(lastWrong / 3_600_000)}`,
    ticketId: ticket.ticketId,
    addressKey: addressKey(ticket.email),
    kind: 'locked',
    now,
  })
  await desk.outbox.add(mail)
  await desk.wake()
}

import type { Desk } from '../desk.ts'
import { addressKey, parseEmailAddress } from '../email-address.ts'
import { outboxMail } from '../notifications/outbox.ts'
import { Problem, type FieldProblem } from '../problem.ts'
import { parseTicketNumber } from '../ticket-number.ts'
import { bytesToBase64url } from '../token.ts'

/**
 * Mails the ticket's link to its stored address if address and number belong together.
 * The caller learns nothing of that. Throws `invalid-fields` for what can be no address or no number at all.
 */
export async function requestLink(
  desk: Desk,
  input: { email: string; ticketId: string },
): Promise<void> {
  const email = parseEmailAddress(input.email)
  const ticketId = parseTicketNumber(input.ticketId)
  const fields: FieldProblem[] = []
  if (!email) fields.push({ field: 'email', reason: 'malformed-email' })
  if (!ticketId) fields.push({ field: 'ticketId', reason: 'malformed-number' })
  if (!email || !ticketId) throw new Problem('invalid-fields', { fields })
  const outboxId = bytesToBase64url(desk.random(16))
  const now = desk.now()
  const base = { outboxId, cause: `link:${outboxId}`, ticketId, addressKey: addressKey(email) }
  // Were the mail sent beside this answer, or beside the next to whoever asks again, its time would tell of the mail.
  const [randomByte = 0] = desk.random(1)
  const dueAt = new Date(now.getTime() + 1000 * (1 + randomByte / 256))
  await desk.access.requestLink(outboxMail({ ...base, kind: 'link', now, dueAt }))
  await desk.wake(2)
}

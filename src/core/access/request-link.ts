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
  await desk.access.requestLink(outboxMail({ ...base, kind: 'link', now }))
  // Were the mail sent while the answer is on its way, the answer's time would tell that there is one.
  await desk.wake(1)
}

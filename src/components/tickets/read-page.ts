import { reenter } from '../../core/access/reenter.ts'
import { Problem } from '../../core/problem.ts'
import { parseTicketNumber } from '../../core/ticket-number.ts'
import { openTicket, stampView, type OpenTicket } from '../../core/tickets/open-ticket.ts'

/** What the ticket's address shows: the ticket; the way back in; the form alone, where the ticket cannot be read. */
export type TicketView =
  | { kind: 'ticket'; page: OpenTicket }
  | { kind: 'again'; token: string | undefined }
  | { kind: 'form-only' }
  | { kind: 'leave' }

/** Reads all of a ticket's page. Throws `not-found`, and `unavailable` where no form waits to be shown again. */
export async function readTicketView(
  locals: App.Locals,
  ticketNumber: string,
  before: number | undefined,
): Promise<TicketView> {
  const { desk, viewer, refusal } = locals
  const ticketId = parseTicketNumber(ticketNumber) ?? ''
  if (refusal?.problem.code === 'not-found') throw refusal.problem
  try {
    if (refusal?.problem.code === 'session-ended') throw refusal.problem
    const page = await openTicket(desk, viewer, ticketId, { before })
    const stamp = stampView(desk, page)
    if (stamp) desk.later(stamp)
    return { kind: 'ticket', page }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.code === 'session-ended' && !refusal) return { kind: 'leave' }
    if (refusal?.problem.code === 'session-ended') {
      return { kind: 'again', token: await reenter(desk, viewer, ticketId).catch(() => undefined) }
    }
    if (refusal?.form === 'reply' && error.code !== 'not-found') return { kind: 'form-only' }
    throw error
  }
}

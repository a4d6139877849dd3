import { accessTo, isSessionLive } from '../access/session.ts'
import { Problem } from '../problem.ts'
import type { TicketState } from './ticket-store.ts'

/**
 * Lets through who has proven the ticket's address in this browser. Throws `session-ended` for whoever must prove it
 * (again), `not-found` for a live session of somebody else, whether or not there is such a ticket.
 */
export function requireProven(state: TicketState, now: Date): void {
  const { session, grant, ticket } = state
  const access = ticket ? accessTo(session, grant, ticket, now) : 'none'
  if (access === 'proven') return
  const elsewhere = access === 'none' && session && isSessionLive(session, now)
  throw new Problem(elsewhere ? 'not-found' : 'session-ended')
}

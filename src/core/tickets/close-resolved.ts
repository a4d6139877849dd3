import type { Desk } from '../desk.ts'
import { limits } from '../limits.ts'
import { markClosed } from './answer.ts'
import { changeTicket } from './change-ticket.ts'
import { emptyChange } from './ticket-change.ts'

const perRound = 100

/** Closes the tickets that have been resolved for 14 days; returns how many. */
export async function closeResolved(desk: Desk): Promise<number> {
  const before = new Date(desk.now().getTime() - limits.autoCloseSeconds * 1000)
  const tickets = await desk.tickets.listToClose(before, perRound)
  for (const { ticketId } of tickets) await closeOne(desk, ticketId, before)
  return tickets.length < perRound ? tickets.length : tickets.length + (await closeResolved(desk))
}

// Whoever reopened the ticket since it was listed keeps it open.
async function closeOne(desk: Desk, ticketId: string, before: Date): Promise<void> {
  await changeTicket(desk, {
    ticketId,
    authorize: () => undefined,
    decide: (state, ticket) => {
      const change = emptyChange(ticket, desk.now())
      if (ticket.status !== 'resolved' || !ticket.resolvedAt) return []
      if (ticket.resolvedAt > before) return []
      markClosed(change, state, 'system')
      return [change]
    },
  })
}

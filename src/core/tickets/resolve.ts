import type { Viewer } from '../access/viewer.ts'
import type { Desk } from '../desk.ts'
import type { ChangeResult } from './change-ticket.ts'
import { guestAction } from './guest-action.ts'
import { addEvent, emptyChange, type TicketChange } from './ticket-change.ts'
import type { TicketState } from './ticket-store.ts'
import type { Ticket } from './ticket.ts'

/** The guest marks the ticket as solved; what support still asked for is dropped. Throws as `guestAction`. */
export function resolve(
  desk: Desk,
  viewer: Viewer,
  { ticketId, key }: { ticketId: string; key: string },
): Promise<ChangeResult> {
  return guestAction(desk, viewer, {
    ticketId,
    key,
    contents: { form: 'resolution' },
    decide: (state, ticket) => [resolveChange(state, ticket, 'requester', desk.now())],
  })
}

/** The change that resolves a ticket; nothing but a new version for one that is resolved or closed already. */
export function resolveChange(
  state: TicketState,
  ticket: Ticket,
  actor: 'requester' | 'support',
  now: Date,
): TicketChange {
  const change = emptyChange(ticket, now)
  if (ticket.status !== 'resolved' && ticket.status !== 'closed') {
    markResolved(change, state, actor)
  }
  return change
}

/** Makes the ticket of a change `resolved` and drops its open asks. */
export function markResolved(
  change: TicketChange,
  state: TicketState,
  actor: 'requester' | 'support',
): void {
  change.ticket.status = 'resolved'
  change.ticket.resolvedAt = change.now
  change.ticket.closedAt = undefined
  addEvent(change, { kind: 'resolved', actor, detail: {} })
  dropAsks(change, state)
}

/** Closes what is still asked for: nobody waits for it, since the last thing that the change tells. */
export function dropAsks(change: TicketChange, { openAsks }: TicketState): void {
  const closedSeq = change.ticket.nextSeq - 1
  change.changedAsks = openAsks.map(({ askNumber }) => {
    return { askNumber, state: 'dropped', closedSeq }
  })
}

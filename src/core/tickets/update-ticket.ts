import type { Desk } from '../desk.ts'
import { Problem } from '../problem.ts'
import { setStatus } from './answer.ts'
import { changeTicket, type ChangeResult } from './change-ticket.ts'
import { addEvent, emptyChange, type TicketChange } from './ticket-change.ts'
import { ticketMail } from './ticket-mail.ts'
import type { TicketState } from './ticket-store.ts'
import type { Category, Status, Ticket } from './ticket.ts'

export interface TicketUpdate {
  ticketId: string
  /** The version the caller saw; `any` for whichever there is. */
  version: number | 'any'
  status: Status | undefined
  category: Category | undefined
}

/** Support sets state or category. Throws `not-found`, `precondition-failed`, `invalid-fields`. */
export function updateTicket(desk: Desk, update: TicketUpdate): Promise<ChangeResult> {
  return changeTicket(desk, {
    ticketId: update.ticketId,
    authorize: ({ ticket }) => {
      const stale = ticket && update.version !== 'any' && ticket.version !== update.version
      if (stale) throw new Problem('precondition-failed')
    },
    decide: (state, ticket) => [updateChange(desk, state, ticket, update)],
  })
}

function updateChange(
  desk: Desk,
  state: TicketState,
  ticket: Ticket,
  { status, category }: TicketUpdate,
): TicketChange {
  const change = emptyChange(ticket, desk.now())
  if (category && category !== ticket.category) {
    change.ticket.category = category
    addEvent(change, { kind: 'recategorised', actor: 'support', detail: { category } })
  }
  if (status) setStatus(change, state, status)
  const resolved = status === 'resolved' && ticket.status !== 'resolved'
  const cause = `resolved:${change.ticket.nextSeq}`
  if (resolved) change.mails.push(ticketMail(desk, change.ticket, 'resolved', cause))
  return change
}

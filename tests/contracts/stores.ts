import type { AccessStore } from '../../src/core/access/access-store.ts'
import type { ClaimedMail } from '../../src/core/notifications/outbox.ts'
import type { OutboxStore } from '../../src/core/notifications/outbox-store.ts'
import type { TicketChange } from '../../src/core/tickets/ticket-change.ts'
import type { TicketStore } from '../../src/core/tickets/ticket-store.ts'
import type { Ticket } from '../../src/core/tickets/ticket.ts'
import { after, newChange, newId, type NewMessage } from './builders.ts'

/** The stores that share one database: what one writes another reads. */
export interface Stores {
  tickets: TicketStore
  access: AccessStore
  outbox: OutboxStore
}

/** Opens empty stores for one test. */
export type OpenStores = () => Promise<Stores>

/** Stores a change and returns its ticket as it then is. */
export async function stored(stores: Stores, change: TicketChange): Promise<Ticket> {
  const outcome = await stores.tickets.commit([change])
  if (outcome !== 'stored') throw new Error(`The change was ${outcome}`)
  return readTicket(stores, change.ticket.ticketId)
}

/** A ticket with its first message, as it is in the store. */
export function storedTicket(
  stores: Stores,
  ticket: Partial<Ticket> = {},
  message: Partial<NewMessage> = {},
): Promise<Ticket> {
  return stored(stores, newChange(ticket, message))
}

export async function readTicket({ tickets }: Stores, ticketId: string): Promise<Ticket> {
  const { ticket } = await tickets.readState({ ticketId })
  if (!ticket) throw new Error('There is no such ticket')
  return ticket
}

/** The mails that wait, as many as may be claimed so many seconds after the start; they stay claimed for a minute. */
export function claimAt({ outbox }: Stores, seconds: number, max = 20): Promise<ClaimedMail[]> {
  const lease = newId('lease')
  return outbox.claim({ lease, now: after(seconds), until: after(seconds + 60), max })
}

/** Everything that a ticket's rows say, for comparing before and after. */
export async function everythingOf({ tickets }: Stores, ticketId: string) {
  return {
    ticket: (await tickets.readState({ ticketId })).ticket,
    messages: await tickets.listMessages({ ticketId, after: 0, max: 100 }),
    events: await tickets.listEvents(ticketId),
    asks: await tickets.listAsks(ticketId),
  }
}

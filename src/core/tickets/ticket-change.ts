import type { OutboxMail } from '../notifications/outbox.ts'
import type { Grant, Session } from '../access/session.ts'
import type { Ask, Message, Ticket, TicketEvent } from './ticket.ts'
import type { Post } from './post.ts'

export interface ChangedAsk {
  askNumber: number
  state: Ask['state']
  closedSeq: number
}

/** Everything one deed writes, in one batch. */
export interface TicketChange {
  now: Date
  /** The ticket as it shall be; `version` is the one it was read with, 0 for a new ticket. */
  ticket: Ticket
  post?: Post
  messages: Message[]
  events: TicketEvent[]
  newAsks: Ask[]
  changedAsks: ChangedAsk[]
  /**
   * `filing-budget`: written only while an unverified address has had fewer. `link-budget`: the whole change is stale
   * where the ticket has had a link meanwhile.
   */
  mails: (OutboxMail & { onlyWithin?: 'filing-budget' | 'link-budget' })[]
  /** Adds the ticket to this session, made if it is not there yet; the tickets of one that ran out come along as lapsed. */
  grant?: { session: Session; kind: Grant; lapsedSession?: string | undefined }
  /** Ends every session of the ticket, or every one but this. */
  endSessions?: { except: string | undefined }
  dropDraftOf?: string
}

/** A change of a ticket that so far changes nothing. */
export function emptyChange(ticket: Ticket, now: Date): TicketChange {
  const lists = { messages: [], events: [], newAsks: [], changedAsks: [], mails: [] }
  return { now, ticket: { ...ticket, updatedAt: now }, ...lists }
}

/** Adds an event with the next number of the thread. */
export function addEvent(
  change: TicketChange,
  event: Omit<TicketEvent, 'seq' | 'createdAt' | 'ofMessage'>,
): void {
  const { now, ticket } = change
  change.events.push({ ...event, seq: ticket.nextSeq, ofMessage: false, createdAt: now })
  ticket.nextSeq += 1
}

/** Adds a message with its files and its event, under the next number of the thread; returns that number. */
export function addMessage(
  change: TicketChange,
  message: Omit<Message, 'seq' | 'createdAt'>,
  kind: TicketEvent['kind'],
): number {
  const { now, ticket } = change
  const seq = ticket.nextSeq
  change.messages.push({ ...message, seq, createdAt: now })
  const event = { seq, kind, actor: message.author, detail: {}, ofMessage: true, createdAt: now }
  change.events.push(event)
  ticket.nextSeq += 1
  for (const { bytes } of message.files) ticket.attachmentBytes += bytes
  return seq
}

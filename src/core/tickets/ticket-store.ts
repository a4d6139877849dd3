import type { Post } from './post.ts'
import type { TicketChange } from './ticket-change.ts'
import type { Grant, Session } from '../access/session.ts'
import type { Ask, Attachment, Message, Status, StoredFile, Ticket, TicketEvent } from './ticket.ts'

/** A reply that could not be taken yet, for the browser that wrote it. */
export interface Draft {
  text: string
  answered: number[]
  declined: number[]
  files: StoredFile[]
}

/** A ticket as a use case decides on it: with its open asks, the viewer's session, and what the form's key did before. */
export interface TicketState {
  ticket: Ticket | undefined
  openAsks: Ask[]
  askCount: number
  session: Session | undefined
  grant: Grant | undefined
  post: Post | undefined
}

export interface TicketPageState extends TicketState {
  /** Oldest first, at most one page. */
  messages: Message[]
  events: TicketEvent[]
  draft: Draft | undefined
  /** Whether filing the ticket caused a mail: an unverified address gets only so many a day. */
  filingMailed: boolean
}

export interface TicketStore {
  /** One read for every action on a ticket. */
  readState(query: {
    ticketId: string
    sessionHash?: string | undefined
    /** By which a session counts as idle; without it the session is told as the ticket's own shard knows it. */
    now?: Date | undefined
    post?: { scope: string; key: string } | undefined
  }): Promise<TicketState>
  /** One read for a ticket's page: public messages before or after an entry, the newest of them. */
  readPage(query: {
    ticketId: string
    sessionHash?: string | undefined
    now?: Date | undefined
    browserHash: string
    before?: number | undefined
    after?: number | undefined
    maxMessages: number
    maxEvents: number
  }): Promise<TicketPageState>
  /** What a key did to this ticket, or, without one, which ticket it opened. */
  findPost(scope: string, key: string, ticketId?: string): Promise<Post | undefined>
  /** First character of the number of a ticket that this key opens: always the same, so that a repetition meets itself. */
  shardOf(key: string): string
  /**
   * Writes everything of these changes or nothing. `stale`: the ticket changed since it was read. `repeated`: the key was
   * used already. `taken`: the number of a new ticket exists. All tickets of one commit have the same first character.
   */
  commit(changes: TicketChange[]): Promise<'stored' | 'stale' | 'repeated' | 'taken'>
  keepDraft(draft: Draft & { browserHash: string; ticketId: string; now: Date }): Promise<void>
  findAttachment(query: {
    attachmentId: string
    sessionHash?: string | undefined
    now?: Date | undefined
  }): Promise<
    | {
        attachment: Attachment
        message: Message
        ticket: Ticket
        session: Session | undefined
        grant: Grant | undefined
      }
    | undefined
  >
  list(query: {
    status?: Status | undefined
    before?: { createdAt: number; ticketId: string } | undefined
    max: number
  }): Promise<Ticket[]>
  listMessages(query: { ticketId: string; after: number; max: number }): Promise<Message[]>
  /** One read for a ticket with all its asks and events, the newest 1,000. */
  readTimeline(
    ticketId: string,
  ): Promise<{ ticket: Ticket; asks: Ask[]; events: TicketEvent[] } | undefined>
  listEvents(ticketId: string): Promise<TicketEvent[]>
  listAsks(ticketId: string): Promise<Ask[]>
  /** Resolved before the time given: to be closed. */
  listToClose(resolvedBefore: Date, max: number): Promise<Ticket[]>
  /** Of these ids, the ones that a row or a draft still needs. */
  attachmentsInUse(attachmentIds: string[]): Promise<Set<string>>
  /** Removes drafts that have had their time. */
  sweepDrafts(before: Date): Promise<void>
}

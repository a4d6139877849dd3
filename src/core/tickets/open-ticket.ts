import { accessTo, isSessionLive } from '../access/session.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Desk } from '../desk.ts'
import { limits } from '../limits.ts'
import { Problem } from '../problem.ts'
import type { TicketPageState } from './ticket-store.ts'
import type { Ticket } from './ticket.ts'

/** A ticket's page as its viewer may see it. */
export interface OpenTicket extends TicketPageState {
  ticket: Ticket
  /** `filed`: the browser that filed it, which sees its own words only. */
  access: 'proven' | 'filed'
  /** There are messages before the first one shown. */
  hasEarlier: boolean
}

export interface TicketPart {
  /** Messages before or after this number of the thread; without either the newest. */
  before?: number | undefined
  after?: number | undefined
}

/**
 * Reads a ticket's page. Throws `session-ended` for a browser without a session that opens it, `not-found` for the
 * session of somebody else.
 */
export async function openTicket(
  desk: Desk,
  viewer: Viewer,
  ticketId: string,
  part: TicketPart = {},
): Promise<OpenTicket> {
  if (!viewer.sessionHash) throw new Problem('session-ended')
  const { sessionHash, browserHash } = viewer
  const now = desk.now()
  const state = await desk.tickets.readPage({
    ...part,
    ticketId,
    sessionHash,
    browserHash,
    now,
    maxMessages: limits.messagesPerPage,
    maxEvents: limits.eventsPerPage,
  })
  const access = state.ticket ? accessTo(state.session, state.grant, state.ticket, now) : 'none'
  const live = state.session && isSessionLive(state.session, now)
  if (access === 'lapsed' || !live) throw new Problem('session-ended')
  if (access === 'none' || !state.ticket) throw new Problem('not-found')
  const hasEarlier = (state.messages[0]?.seq ?? 1) > 1
  const page = { ...state, ticket: state.ticket, access, hasEarlier }
  return access === 'filed' ? ownWords(page) : page
}

// The state and its own words: never what support wrote, nor what support asked for.
function ownWords(page: OpenTicket): OpenTicket {
  const messages = page.messages.filter(({ author }) => author === 'requester')
  return { ...page, messages, events: [], openAsks: [], draft: undefined }
}

/**
 * Stamps the session as used, at most once a minute: called for views of a page, never for polling. Undefined where
 * there is nothing to stamp.
 */
export function stampView(
  desk: Desk,
  { session, ticket }: TicketPageState,
): Promise<void> | undefined {
  const now = desk.now()
  if (!session || !ticket) return undefined
  const age = now.getTime() - session.seenAt.getTime()
  if (age < limits.seenStampSeconds * 1000) return undefined
  return desk.access.touchSession(session.sessionHash, now, ticket.ticketId)
}

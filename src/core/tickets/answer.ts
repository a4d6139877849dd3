import type { Desk } from '../desk.ts'
import type { MailKind } from '../notifications/mail.ts'
import { Problem } from '../problem.ts'
import { changeTicket, type ChangeResult } from './change-ticket.ts'
import { checkText, refuseInvalid, textRules } from './fields.ts'
import { dropAsks, markResolved } from './resolve.ts'
import { addEvent, addMessage, emptyChange, type TicketChange } from './ticket-change.ts'
import { ticketMail } from './ticket-mail.ts'
import type { TicketState } from './ticket-store.ts'
import type { AskKind, Status, Ticket } from './ticket.ts'

export interface Answer {
  ticketId: string
  /** Idempotency key of the API; a repetition returns what the first call did. */
  key: string | undefined
  text: string
  author: string
  visibility: 'public' | 'internal'
  asks: { kind: AskKind; label: string }[]
  status: Status | undefined
}

/**
 * Support's message, note or request. Asks make the ticket `waiting`; the requester is told of all but notes.
 * Throws `not-found`, `invalid-fields`, `key-reused`.
 */
export function answer(desk: Desk, input: Answer): Promise<ChangeResult> {
  const { ticketId, key, ...contents } = input
  checkAnswer(input)
  return changeTicket(desk, {
    ticketId,
    ...(key && { post: { scope: `api:${ticketId}`, key, contents } }),
    authorize: () => undefined,
    decide: (state, ticket) => [answerChange(desk, state, ticket, input)],
  })
}

function checkAnswer({ text, author, asks, visibility }: Answer): void {
  refuseInvalid([
    ...checkText('text', text, textRules.text),
    ...checkText('author', author, textRules.author),
    ...asks.flatMap(({ label }, index) => checkText(`asks.${index}.label`, label, textRules.label)),
    ...(visibility === 'internal' && asks.length > 0
      ? [{ field: 'asks', reason: 'unknown-choice' } as const]
      : []),
  ])
}

function answerChange(desk: Desk, state: TicketState, ticket: Ticket, input: Answer): TicketChange {
  const change = emptyChange(ticket, desk.now())
  const { author, text, visibility, asks } = input
  const kind = visibility === 'internal' ? 'noted' : asks.length > 0 ? 'asked' : 'answered'
  const message = { authorName: author, text, visibility, files: [] }
  const seq = addMessage(change, { author: 'support', ...message }, kind)
  addAsks(change, state, { asks, seq })
  // With something asked for, the next word is the requester's, even where the caller says `open`.
  const leavesOpen = input.status === undefined || input.status === 'open'
  const wanted = asks.length > 0 && leavesOpen ? 'waiting' : input.status
  if (wanted) setStatus(change, state, wanted)
  const mailKind = alertKind(input, change.ticket.status !== ticket.status ? wanted : undefined)
  if (mailKind) change.mails.push(ticketMail(desk, change.ticket, mailKind, `message:${seq}`))
  return change
}

function addAsks(
  change: TicketChange,
  state: TicketState,
  { asks, seq }: { asks: Answer['asks']; seq: number },
): void {
  change.newAsks = asks.map((ask, index) => {
    const askNumber = state.askCount + index + 1
    return { ...ask, askNumber, state: 'open', askedSeq: seq, closedSeq: undefined }
  })
}

/** Gives the ticket of a change another state. `waiting` needs an open ask: throws `invalid-fields` without one. */
export function setStatus(change: TicketChange, state: TicketState, status: Status): void {
  const { ticket } = change
  const asks = state.openAsks.length + change.newAsks.length
  if (status === 'waiting' && asks === 0) {
    throw new Problem('invalid-fields', { fields: [{ field: 'status', reason: 'not-waiting' }] })
  }
  const isOver = status === 'resolved' || status === 'closed'
  if (status === ticket.status && isOver) return dropAsks(change, openAsksAfter(change, state))
  if (status === ticket.status) return
  if (status === 'resolved') return markResolved(change, openAsksAfter(change, state), 'support')
  if (status === 'closed') return markClosed(change, openAsksAfter(change, state), 'support')
  const reopened = ticket.status === 'resolved' || ticket.status === 'closed'
  ticket.status = status
  ticket.resolvedAt = undefined
  ticket.closedAt = undefined
  if (status === 'waiting') addEvent(change, { kind: 'waiting', actor: 'support', detail: {} })
  else {
    const kind = reopened ? 'reopened' : 'opened-for-answer'
    addEvent(change, { kind, actor: 'support', detail: {} })
  }
}

/** Makes the ticket of a change `closed`; what was still asked for is dropped. */
export function markClosed(
  change: TicketChange,
  state: TicketState,
  actor: 'support' | 'system',
): void {
  change.ticket.status = 'closed'
  change.ticket.closedAt = change.now
  addEvent(change, { kind: 'closed', actor, detail: {} })
  dropAsks(change, state)
}

// Asks that come with the very message that ends the ticket are dropped with the rest.
function openAsksAfter(change: TicketChange, state: TicketState): TicketState {
  return { ...state, openAsks: [...state.openAsks, ...change.newAsks] }
}

function alertKind({ visibility, asks }: Answer, status: Status | undefined): MailKind | undefined {
  if (status === 'resolved') return 'resolved'
  if (visibility === 'internal') return undefined
  return asks.length > 0 ? 'asked' : 'answered'
}

import type { Viewer } from '../access/viewer.ts'
import type { Desk } from '../desk.ts'
import { drawTicketId } from '../ticket-number.ts'
import type { ChangeResult } from './change-ticket.ts'
import { checkText, refuseInvalid, textRules } from './fields.ts'
import { checkFiles } from './files.ts'
import { guestAction } from './guest-action.ts'
import {
  addEvent,
  addMessage,
  emptyChange,
  type ChangedAsk,
  type TicketChange,
} from './ticket-change.ts'
import { ticketMail } from './ticket-mail.ts'
import type { TicketState } from './ticket-store.ts'
import type { StoredFile, Ticket } from './ticket.ts'

export interface Reply {
  ticketId: string
  key: string
  text: string
  /** Numbers of the asks that this reply brings, and of those the requester cannot give. */
  answered: number[]
  declined: number[]
  files: StoredFile[]
}

/**
 * Adds a guest's reply. The last open ask makes a waiting ticket `open`, as does any reply to a resolved one; a reply to
 * a closed one opens a follow-up, whose id is returned. Throws as `guestAction`, `checkFiles`, and `invalid-fields`.
 */
export function reply(desk: Desk, viewer: Viewer, input: Reply): Promise<ChangeResult> {
  const { ticketId, key, ...contents } = input
  return guestAction(desk, viewer, {
    ticketId,
    key,
    contents: { form: 'reply', ...contents },
    decide: (state, ticket) => {
      checkReply(input)
      checkFiles(input.files, ticket.closedAt ? 0 : ticket.attachmentBytes)
      const dropDraftOf = viewer.browserHash
      if (ticket.status !== 'closed') {
        return [{ ...replyChange(state, ticket, input, desk.now()), dropDraftOf }]
      }
      const [moved, following] = followUp(desk, state, ticket, input)
      return [{ ...moved, dropDraftOf }, following]
    },
  })
}

function checkReply({ text, files }: Reply): void {
  refuseInvalid(checkText('text', text, { ...textRules.text, required: files.length === 0 }))
}

function replyChange(state: TicketState, ticket: Ticket, input: Reply, now: Date): TicketChange {
  const change = emptyChange(ticket, now)
  const seq = addReply(change, ticket.requesterName, input)
  const closing = state.openAsks.flatMap(({ askNumber }): ChangedAsk[] => {
    if (input.answered.includes(askNumber))
      return [{ askNumber, state: 'answered', closedSeq: seq }]
    if (input.declined.includes(askNumber))
      return [{ askNumber, state: 'declined', closedSeq: seq }]
    return []
  })
  change.changedAsks = closing
  if (ticket.status === 'resolved') reopen(change, 'reopened')
  if (ticket.status === 'waiting' && closing.length === state.openAsks.length) {
    reopen(change, 'opened-for-answer')
  }
  return change
}

function addReply(change: TicketChange, authorName: string, { text, files }: Reply): number {
  const author = { author: 'requester', authorName, visibility: 'public' } as const
  return addMessage(change, { ...author, text, files }, 'replied')
}

function reopen(change: TicketChange, kind: 'reopened' | 'opened-for-answer'): void {
  change.ticket.status = 'open'
  change.ticket.resolvedAt = undefined
  addEvent(change, { kind, actor: 'requester', detail: {} })
}

// The old ticket says where it goes on, the new one what it follows; who replied has proven the address already.
function followUp(
  desk: Desk,
  state: TicketState,
  old: Ticket,
  input: Reply,
): [TicketChange, TicketChange] {
  const now = desk.now()
  const ticketId = drawTicketId(old.ticketId.charAt(0), (length) => desk.random(length))
  const moved = emptyChange({ ...old, followedBy: ticketId }, now)
  addEvent(moved, { kind: 'moved', actor: 'requester', detail: { ticketId } })
  const following = emptyChange(followingTicket(old, ticketId, now), now)
  addReply(following, old.requesterName, input)
  addEvent(following, { kind: 'followed', actor: 'system', detail: { ticketId: old.ticketId } })
  if (state.session) following.grant = { session: state.session, kind: 'proven' }
  following.mails.push(ticketMail(desk, following.ticket, 'filed', 'filed'))
  return [moved, following]
}

function followingTicket(old: Ticket, ticketId: string, now: Date): Ticket {
  return {
    ...old,
    ticketId,
    status: 'open',
    verifiedAt: now,
    linkGeneration: 1,
    version: 0,
    nextSeq: 1,
    attachmentBytes: 0,
    follows: old.ticketId,
    followedBy: undefined,
    createdAt: now,
    resolvedAt: undefined,
    closedAt: undefined,
  }
}

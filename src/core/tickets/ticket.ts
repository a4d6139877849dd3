import type { Locale } from '../../i18n/locales.ts'

/** `open`: we owe an answer · `waiting`: the requester owes something · `resolved` · `closed`. */
export const statuses = ['open', 'waiting', 'resolved', 'closed'] as const
export type Status = (typeof statuses)[number]

export const categories = ['payment', 'account', 'security', 'app', 'other'] as const
export type Category = (typeof categories)[number]

export const askKinds = ['transaction-id', 'time', 'screenshot', 'file', 'text'] as const
export type AskKind = (typeof askKinds)[number]

export interface Ticket {
  /** Eight characters without the dash; people see `formatTicketNumber(ticketId)`. */
  ticketId: string
  locale: Locale
  email: string
  requesterName: string
  category: Category
  subject: string
  transactionIds: string
  /** When it happened, in the requester's own words. */
  happenedAtText: string
  status: Status
  verifiedAt: Date | undefined
  linkGeneration: number
  /** Grows with every change: what `ETag` and `If-Match` compare. */
  version: number
  /** Number of the next entry of the thread. */
  nextSeq: number
  attachmentBytes: number
  /** The closed ticket that this one goes on from, and the one that goes on from this. */
  follows: string | undefined
  followedBy: string | undefined
  createdAt: Date
  updatedAt: Date
  resolvedAt: Date | undefined
  closedAt: Date | undefined
}

export interface Message {
  seq: number
  author: 'requester' | 'support'
  authorName: string
  visibility: 'public' | 'internal'
  text: string
  files: StoredFile[]
  createdAt: Date
}

/** A file in the attachment store. */
export interface StoredFile {
  attachmentId: string
  name: string
  mediaType: string
  bytes: number
  sha256: string
}

export interface Attachment extends StoredFile {
  ticketId: string
  /** The message it came with. */
  seq: number
  createdAt: Date
}

/** Something support needs, to be ticked off by the answer that brings it. */
export interface Ask {
  askNumber: number
  kind: AskKind
  label: string
  state: 'open' | 'answered' | 'declined' | 'dropped'
  askedSeq: number
  closedSeq: number | undefined
}

export type EventKind =
  | 'filed'
  | 'replied'
  | 'answered'
  | 'asked'
  | 'noted'
  | 'waiting'
  | 'opened-for-answer'
  | 'resolved'
  | 'reopened'
  | 'closed'
  | 'followed'
  | 'moved'
  | 'opened'
  | 'new-link'
  | 'sessions-ended'
  | 'recategorised'
  | 'mail-failed'

/** One change of the ticket, for its timeline. A message's own event has the message's `seq`. */
export interface TicketEvent {
  seq: number
  kind: EventKind
  actor: 'requester' | 'support' | 'system'
  detail: Record<string, string | number>
  ofMessage: boolean
  createdAt: Date
}

import type { Locale } from '../i18n/locales.ts'
import type { Challenge, Code } from '../core/access/challenge.ts'
import type { Grant, Session } from '../core/access/session.ts'
import type { Post } from '../core/tickets/post.ts'
import type { Draft, TicketState } from '../core/tickets/ticket-store.ts'
import type {
  Ask,
  AskKind,
  Attachment,
  Category,
  EventKind,
  Message,
  Status,
  StoredFile,
  Ticket,
  TicketEvent,
} from '../core/tickets/ticket.ts'
import type { Row } from './d1-database.ts'

/** A column of text. */
export function text(row: Row, column: string): string {
  return String(row[column] ?? '')
}

/** A column of text that may be null. */
export function maybeText(row: Row, column: string): string | undefined {
  const value = row[column]
  return typeof value === 'string' ? value : undefined
}

/** A column of a whole number. */
export function number(row: Row, column: string): number {
  return Number(row[column] ?? 0)
}

/** A column of unix milliseconds. */
export function date(row: Row, column: string): Date {
  return new Date(number(row, column))
}

/** A column of unix milliseconds that may be null. */
export function maybeDate(row: Row, column: string): Date | undefined {
  const value = row[column]
  return typeof value === 'number' ? new Date(value) : undefined
}

export function rowToTicket(row: Row): Ticket {
  return {
    ticketId: text(row, 'ticket_id'),
    locale: text(row, 'locale') as Locale,
    email: text(row, 'email'),
    requesterName: text(row, 'requester_name'),
    category: text(row, 'category') as Category,
    subject: text(row, 'subject'),
    transactionIds: text(row, 'transaction_ids'),
    happenedAtText: text(row, 'happened_at_text'),
    status: text(row, 'status') as Status,
    verifiedAt: maybeDate(row, 'verified_at'),
    linkGeneration: number(row, 'link_generation'),
    version: number(row, 'version'),
    nextSeq: number(row, 'next_seq'),
    attachmentBytes: number(row, 'attachment_bytes'),
    follows: maybeText(row, 'follows'),
    followedBy: maybeText(row, 'followed_by'),
    createdAt: date(row, 'created_at'),
    updatedAt: date(row, 'updated_at'),
    resolvedAt: maybeDate(row, 'resolved_at'),
    closedAt: maybeDate(row, 'closed_at'),
  }
}

export function rowToMessage(row: Row): Message {
  return {
    seq: number(row, 'seq'),
    author: text(row, 'author') as Message['author'],
    authorName: text(row, 'author_name'),
    visibility: text(row, 'visibility') as Message['visibility'],
    text: text(row, 'text'),
    files: JSON.parse(text(row, 'files')) as StoredFile[],
    createdAt: date(row, 'created_at'),
  }
}

export function rowToEvent(row: Row): TicketEvent {
  return {
    seq: number(row, 'seq'),
    kind: text(row, 'kind') as EventKind,
    actor: text(row, 'actor') as TicketEvent['actor'],
    detail: JSON.parse(text(row, 'detail')) as TicketEvent['detail'],
    ofMessage: number(row, 'of_message') === 1,
    createdAt: date(row, 'created_at'),
  }
}

export function rowToAsk(row: Row): Ask {
  return {
    askNumber: number(row, 'ask_number'),
    kind: text(row, 'kind') as AskKind,
    label: text(row, 'label'),
    state: text(row, 'state') as Ask['state'],
    askedSeq: number(row, 'asked_seq'),
    closedSeq: row['closed_seq'] === null ? undefined : number(row, 'closed_seq'),
  }
}

export function rowToAttachment(row: Row): Attachment {
  return {
    attachmentId: text(row, 'attachment_id'),
    ticketId: text(row, 'ticket_id'),
    seq: number(row, 'seq'),
    name: text(row, 'name'),
    mediaType: text(row, 'media_type'),
    bytes: number(row, 'bytes'),
    sha256: text(row, 'sha256'),
    createdAt: date(row, 'created_at'),
  }
}

export function rowToPost(row: Row): Post {
  return {
    scope: text(row, 'scope'),
    key: text(row, 'key'),
    fingerprint: text(row, 'fingerprint'),
    ticketId: text(row, 'ticket_id'),
    seq: row['seq'] === null ? undefined : number(row, 'seq'),
  }
}

export function rowToDraft(row: Row): Draft {
  return {
    text: text(row, 'text'),
    answered: JSON.parse(text(row, 'answered')) as number[],
    declined: JSON.parse(text(row, 'declined')) as number[],
    files: JSON.parse(text(row, 'files')) as StoredFile[],
  }
}

export function rowToSession(row: Row): Session {
  return {
    sessionHash: text(row, 'session_hash'),
    browserHash: text(row, 'browser_hash'),
    remembered: number(row, 'remembered') === 1,
    createdAt: date(row, 'created_at'),
    seenAt: date(row, 'seen_at'),
    endedAt: maybeDate(row, 'ended_at'),
    grantExpiresAt: maybeDate(row, 'grant_expires_at'),
  }
}

export function rowToGrant(row: Row): Grant | undefined {
  return maybeText(row, 'grant_kind') as Grant | undefined
}

export function rowToChallenge(row: Row): Challenge {
  return {
    challengeId: text(row, 'challenge_id'),
    createdAt: date(row, 'created_at'),
    codesInDatabase: number(row, 'codes_in_d1') === 1,
    confirmedAt: maybeDate(row, 'confirmed_at'),
    confirmedCodeId: maybeText(row, 'confirmed_code_id'),
    sessionHash: maybeText(row, 'session_hash'),
    wrongAttempts: number(row, 'wrong_attempts'),
  }
}

export function rowToCode(row: Row): Code {
  return {
    codeId: text(row, 'code_id'),
    challengeId: text(row, 'challenge_id'),
    browserHash: text(row, 'browser_hash'),
    mac: maybeText(row, 'mac'),
    sentAt: date(row, 'sent_at'),
    expiresAt: date(row, 'expires_at'),
  }
}

/** The rows of every read of a ticket's state, in the order of its statements. */
export function rowsToState(rows: Row[][]): TicketState {
  const [tickets = [], asks = [], counts = [], sessions = [], posts = []] = rows
  const [session] = sessions
  return {
    ticket: tickets.map(rowToTicket)[0],
    openAsks: asks.map(rowToAsk),
    askCount: counts[0] ? number(counts[0], 'asks') : 0,
    session: session && rowToSession(session),
    grant: session && rowToGrant(session),
    post: posts.map(rowToPost)[0],
  }
}

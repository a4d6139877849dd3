import type { Confirmation, NewCode } from '../../src/core/access/access-store.ts'
import type { Session } from '../../src/core/access/session.ts'
import { outboxMail, type OutboxMail } from '../../src/core/notifications/outbox.ts'
import { addMessage, emptyChange, type TicketChange } from '../../src/core/tickets/ticket-change.ts'
import type { Message, StoredFile, Ticket } from '../../src/core/tickets/ticket.ts'

/** When everything here happens; a test adds seconds to it. */
export const start = new Date('2026-11-22T09:00:00Z')

let made = 0

function nextNumber(): number {
  made += 1
  return made
}

/** So many seconds after the start. */
export function after(seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000)
}

/** An id that nothing else has. */
export function newId(kind: string): string {
  return `${kind}-${nextNumber()}`
}

/** Numbers take turns between four shards, so that every suite crosses from one to another where there are several. */
export function newTicketId(shard = '0123'.charAt(nextNumber() % 4)): string {
  return `${shard}${String(nextNumber()).padStart(7, '0')}`
}

/** A number of the same shard. */
export function newTicketIdBeside(ticketId: string): string {
  return newTicketId(ticketId.charAt(0))
}

export function newTicket(changes: Partial<Ticket> = {}): Ticket {
  return {
    ticketId: newTicketId(),
    locale: 'ro',
    email: 'Maria@example.com',
    requesterName: 'Maria',
    category: 'payment',
    subject: 'Transferul nu a ajuns',
    transactionIds: '',
    happenedAtText: '',
    status: 'open',
    verifiedAt: undefined,
    linkGeneration: 1,
    version: 0,
    nextSeq: 1,
    attachmentBytes: 0,
    follows: undefined,
    followedBy: undefined,
    createdAt: start,
    updatedAt: start,
    resolvedAt: undefined,
    closedAt: undefined,
    ...changes,
  }
}

export function newFile(changes: Partial<StoredFile> = {}): StoredFile {
  const attachmentId = String(nextNumber()).padStart(32, '0')
  const rest = { name: 'ecran.png', mediaType: 'image/png', bytes: 10, sha256: 'sum' }
  return { attachmentId, ...rest, ...changes }
}

export type NewMessage = Omit<Message, 'seq' | 'createdAt'>

export function newMessage(changes: Partial<NewMessage> = {}): NewMessage {
  return {
    author: 'requester',
    authorName: 'Maria',
    visibility: 'public',
    text: 'Bună ziua',
    files: [],
    ...changes,
  }
}

/** A change that adds one message to a ticket: to a new one unless it has a version. */
export function newChange(
  ticket: Partial<Ticket> = {},
  message: Partial<NewMessage> = {},
): TicketChange {
  const change = emptyChange(newTicket(ticket), start)
  const kind = change.ticket.version === 0 ? 'filed' : 'replied'
  addMessage(change, newMessage(message), kind)
  return change
}

export function newMail(changes: Partial<OutboxMail> = {}): OutboxMail {
  const outboxId = newId('mail')
  const mail = outboxMail({
    outboxId,
    cause: outboxId,
    ticketId: 'none',
    addressKey: 'maria@example.com',
    kind: 'answered',
    now: changes.createdAt ?? start,
  })
  return { ...mail, ...changes }
}

export function newSession(changes: Partial<Session> = {}): Session {
  const times = { createdAt: start, seenAt: start, endedAt: undefined }
  return {
    sessionHash: newId('session'),
    browserHash: 'browser',
    remembered: false,
    ...times,
    ...changes,
  }
}

/** A code that begins a challenge of its own; `at` is when it is sent. */
export function newCode(changes: {
  ticketId: string
  challengeId?: string
  browserHash?: string
  at?: Date
  mac?: string
}): NewCode {
  const { ticketId, browserHash = 'browser', at = start, mac } = changes
  const codeId = newId('code')
  const challengeId = changes.challengeId ?? newId('challenge')
  const expiresAt = new Date(at.getTime() + 600_000)
  const code = { codeId, challengeId, browserHash, mac, sentAt: at, expiresAt }
  const mail = newMail({ ticketId, kind: 'code', sealedCode: 'sealed', createdAt: at, expiresAt })
  return { code, ticketId, newChallenge: changes.challengeId === undefined, mail }
}

export function newConfirmation(
  changes: Partial<Confirmation> & { ticketId: string },
): Confirmation {
  return {
    challengeId: newId('challenge'),
    codeId: newId('code'),
    attemptId: newId('attempt'),
    session: newSession(),
    previous: undefined,
    addressKey: 'maria@example.com',
    device: 'phone',
    at: start,
    ...changes,
  }
}

import type { AccessStore } from '../../src/core/access/access-store.ts'
import type { ClaimedMail } from '../../src/core/notifications/outbox.ts'
import type { OutboxStore } from '../../src/core/notifications/outbox-store.ts'
import type { TicketStore } from '../../src/core/tickets/ticket-store.ts'
import { D1Access } from '../../src/platform/d1-access.ts'
import type { Database } from '../../src/platform/d1-database.ts'
import { D1Outbox } from '../../src/platform/d1-outbox.ts'
import { D1Tickets } from '../../src/platform/d1-tickets.ts'
import {
  newChange,
  newCode,
  newConfirmation,
  newFile,
  newMail,
  newSession,
} from '../contracts/builders.ts'

/** What the calls are about: rows that are there, or none. */
export interface Subject {
  ticketId: string
  addressKey: string
  browserHash: string
  sessionHash: string
  attachmentId: string
  post: { scope: string; key: string }
  now: Date
}

let made = 0

// Behind every id that is there: then the neighbours in an index are the same, however many rows there are.
function newLastId(): string {
  made += 1
  return `zzz-${Date.now()}-${String(made).padStart(9, '0')}`
}

type Calls<Store> = Record<keyof Store, () => Promise<unknown>>

/** Every method of every port that D1 serves, by name: a new one does not compile until it is called here. */
export function everyCall(
  database: Database,
  subject: Subject,
): [string, () => Promise<unknown>][] {
  return Object.entries({
    ...ticketCalls(new D1Tickets(database), subject),
    ...accessCalls(new D1Access(database), subject),
    ...outboxCalls(new D1Outbox(database), subject),
  })
}

function ticketCalls(tickets: D1Tickets, subject: Subject): Calls<TicketStore> {
  const { ticketId, browserHash, sessionHash, attachmentId, post, now } = subject
  return {
    readState: () => tickets.readState({ ticketId, sessionHash, post }),
    readPage: async () => {
      const query = { ticketId, sessionHash, browserHash, maxMessages: 50, maxEvents: 40 }
      await tickets.readPage({ ...query, before: 9 })
      await tickets.readPage({ ...query, after: 1 })
    },
    findPost: () => tickets.findPost(post.scope, post.key),
    shardOf: () => tickets.findPost(tickets.shardOf(), post.key),
    commit: () => commitTwice(tickets, subject),
    keepDraft: () => {
      const lists = { answered: [], declined: [], files: [newFile({ attachmentId })] }
      return tickets.keepDraft({ text: '', ...lists, browserHash, ticketId, now })
    },
    findAttachment: () => tickets.findAttachment({ attachmentId, sessionHash }),
    list: async () => {
      await tickets.list({ max: 10 })
      await tickets.list({
        status: 'open',
        before: { createdAt: now.getTime(), ticketId },
        max: 10,
      })
    },
    listMessages: () => tickets.listMessages({ ticketId, after: 0, max: 50 }),
    readTimeline: () => tickets.readTimeline(ticketId),
    listEvents: () => tickets.listEvents(ticketId),
    listAsks: () => tickets.listAsks(ticketId),
    listToClose: () => tickets.listToClose(now, 10),
    attachmentsInUse: () => tickets.attachmentsInUse([attachmentId]),
    sweepDrafts: () => tickets.sweepDrafts(new Date(now.getTime() - 30 * 86_400_000)),
  }
}

/** A new ticket with everything a change can bring, then a change of it. */
async function commitTwice(tickets: D1Tickets, { browserHash, sessionHash, now }: Subject) {
  const change = newChange({ ticketId: newLastId() })
  const { ticketId } = change.ticket
  const post = { scope: browserHash, key: ticketId, fingerprint: '', ticketId, seq: 1 }
  const newAsks = [{ ...ask, closedSeq: undefined }]
  const [message] = change.messages
  const files = [newFile({ attachmentId: ticketId })]
  const messages = message ? [{ ...message, files }] : []
  await tickets.commit([{ ...change, now, post, newAsks, messages }])
  const grant = { session: newSession({ sessionHash: ticketId }), kind: 'filed' as const }
  const more = { grant: { ...grant, lapsedSession: sessionHash }, dropDraftOf: browserHash }
  const mails = [{ ...newUniqueMail(ticketId), onlyWithin: 'filing-budget' as const }]
  const changedAsks = [{ askNumber: 1, state: 'answered' as const, closedSeq: 2 }]
  const next = newChange({ ...change.ticket, version: 1 })
  const endSessions = { except: sessionHash }
  await tickets.commit([{ ...next, ...more, endSessions, mails, changedAsks }])
}

const ask = { askNumber: 1, kind: 'time', label: 'Ora', state: 'open', askedSeq: 1 } as const

function newUniqueMail(ticketId: string, knownAddress?: string) {
  const outboxId = newLastId()
  const addressKey = knownAddress ?? `${outboxId}@example.com`
  return newMail({ outboxId, cause: outboxId, ticketId, addressKey })
}

function accessCalls(access: D1Access, subject: Subject): Calls<AccessStore> {
  const { ticketId, addressKey, browserHash, sessionHash, now } = subject
  const challengeId = newLastId()
  const codeId = newLastId()
  const attempt = { attemptId: newLastId(), challengeId, ticketId, at: now }
  return {
    readLink: () => access.readLink({ ticketId, browserHash, sessionHash, now }),
    findSession: () => access.findSession(sessionHash),
    hadTicket: () => access.hadTicket(browserHash, ticketId),
    addCode: () => {
      const made = newCode({ ticketId, browserHash, at: now })
      const mail = newUniqueMail(ticketId, addressKey)
      return access.addCode({ ...made, code: { ...made.code, codeId, challengeId }, mail })
    },
    takeAttempt: () => access.takeAttempt(attempt),
    returnAttempt: () =>
      access.returnAttempt({ attemptId: newLastId() }, { codesInDatabase: challengeId }),
    confirm: () => {
      const session = newSession({ sessionHash: newLastId(), browserHash })
      const previous = { sessionHash, live: true }
      const ids = { challengeId, codeId, attemptId: attempt.attemptId, ticketId, addressKey }
      return access.confirm(newConfirmation({ ...ids, session, previous, at: now }))
    },
    requestLink: () => access.requestLink({ ...newUniqueMail(ticketId, addressKey), kind: 'link' }),
    touchSession: () => access.touchSession(sessionHash, now),
    sweep: () => access.sweep(now),
  }
}

function outboxCalls(outbox: D1Outbox, { ticketId, addressKey, now }: Subject): Calls<OutboxStore> {
  const newest = () => ({ ...newUniqueMail(ticketId, addressKey), createdAt: now })
  const until = new Date(now.getTime() + 60_000)
  let claimed: ClaimedMail[] = []
  return {
    add: () => outbox.add(newest()),
    addForRequester: () => outbox.addForRequester(newest()),
    linkMailsAt: () => outbox.linkMailsAt(ticketId, now),
    claim: async () => {
      await outbox.add(newest())
      claimed = await outbox.claim({ lease: newLastId(), now, until, max: 20 })
    },
    finish: async () => {
      const absent = { ...newest(), lease: '', tries: 1, email: '', locale: 'ro' as const }
      const [mail = { ...absent, linkGeneration: 1 }] = claimed
      await outbox.finish(mail, { state: 'pending', dueAt: now }, now)
      await outbox.finish(mail, { state: 'failed' }, now)
      for (const other of claimed) await outbox.finish(other, { state: 'dropped' }, now)
    },
  }
}

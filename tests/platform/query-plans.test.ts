import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { AccessStore } from '../../src/core/access/access-store.ts'
import type { OutboxStore } from '../../src/core/notifications/outbox-store.ts'
import type { TicketStore } from '../../src/core/tickets/ticket-store.ts'
import { D1Access } from '../../src/platform/d1-access.ts'
import { runBatch } from '../../src/platform/d1-database.ts'
import { D1Outbox } from '../../src/platform/d1-outbox.ts'
import { D1Tickets } from '../../src/platform/d1-tickets.ts'
import { newChange, newCode, newConfirmation, newMail, newSession } from '../contracts/builders.ts'
import { RecordingDatabase } from './recording-database.ts'

const database = new RecordingDatabase(env.DB)
const now = new Date()
const ticketId = '0AAAAAAA'
const hash = 'browser'
const file = 'a'.repeat(32)

type Calls<Store> = Record<keyof Store, () => Promise<unknown>>

/** Every method of every port: a new one does not compile until it is called here. */
const tickets = new D1Tickets(database)
const ticketCalls: Calls<TicketStore> = {
  readState: () => tickets.readState({ ticketId }),
  readPage: async () => {
    const query = { ticketId, browserHash: hash, maxMessages: 50, maxEvents: 40 }
    await tickets.readPage({ ...query, before: 9 })
    await tickets.readPage({ ...query, after: 9 })
  },
  findPost: () => tickets.findPost('scope', 'key'),
  commit: async () => {
    await tickets.commit([newChange({ ticketId })])
    const grant = { session: newSession(), kind: 'filed' as const }
    const more = { grant, endSessions: { except: hash }, dropDraftOf: hash }
    const mails = [{ ...newMail({ ticketId }), onlyWithin: 'filing-budget' as const }]
    const changedAsks = [{ askNumber: 1, state: 'answered' as const, closedSeq: 2 }]
    const change = newChange({ ticketId, version: 1 })
    await tickets.commit([{ ...change, messages: [], events: [], ...more, mails, changedAsks }])
  },
  keepDraft: () =>
    tickets.keepDraft({
      text: '',
      answered: [],
      declined: [],
      files: [],
      browserHash: hash,
      ticketId,
      now,
    }),
  findAttachment: () => tickets.findAttachment({ attachmentId: file, sessionHash: hash }),
  list: async () => {
    await tickets.list({ max: 25 })
    await tickets.list({ status: 'open', before: { createdAt: 9, ticketId }, max: 25 })
  },
  listMessages: () => tickets.listMessages({ ticketId, after: 0, max: 50 }),
  listEvents: () => tickets.listEvents(ticketId),
  listAsks: () => tickets.listAsks(ticketId),
  listToClose: () => tickets.listToClose(now, 100),
  attachmentsInUse: () => tickets.attachmentsInUse([file]),
  sweepDrafts: () => tickets.sweepDrafts(now),
}

const access = new D1Access(database)
const accessCalls: Calls<AccessStore> = {
  readLink: () => access.readLink({ ticketId, browserHash: hash, sessionHash: hash, now }),
  findSession: () => access.findSession(hash),
  hadTicket: () => access.hadTicket(hash, ticketId),
  addCode: () => access.addCode(newCode({ ticketId })),
  takeAttempt: () => access.takeAttempt({ attemptId: 'a', challengeId: 'c', ticketId, at: now }),
  returnAttempt: () => access.returnAttempt('a', { codesInDatabase: 'c' }),
  confirm: () => access.confirm(newConfirmation({ ticketId })),
  requestLink: () => access.requestLink(newMail({ ticketId, kind: 'link' })),
  touchSession: () => access.touchSession(hash, now),
  sweep: () => access.sweep(now),
}

const outbox = new D1Outbox(database)
const outboxCalls: Calls<OutboxStore> = {
  add: () => outbox.add(newMail({ ticketId })),
  addForRequester: () => outbox.addForRequester(newMail({ ticketId })),
  linkMailsAt: () => outbox.linkMailsAt(ticketId, now),
  claim: () => outbox.claim({ lease: 'lease', now, until: now, max: 20 }),
  finish: async () => {
    const claimed = {
      ...newMail({ ticketId }),
      lease: 'l',
      tries: 1,
      email: '',
      locale: 'ro' as const,
    }
    const mail = { ...claimed, linkGeneration: 1 }
    await outbox.finish(mail, { state: 'failed' }, now)
    await outbox.finish(mail, { state: 'pending', dueAt: now }, now)
  },
}

const calls = Object.entries({ ...ticketCalls, ...accessCalls, ...outboxCalls })

// Once a night, over the index of just the rows it needs.
const wanted = 'SCAN drafts USING COVERING INDEX drafts_with_files'

// A table that is read from end to end grows with the product; SQLite calls that SCAN.
async function scansOf(sql: string, values: unknown[]): Promise<string[]> {
  const [plan = []] = await runBatch(env.DB, [
    env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...values),
  ])
  const details = plan.map(({ detail }) => String(detail))
  const scans = details.filter((detail) => /^SCAN (?!CONSTANT ROW)/.test(detail))
  return scans.filter((detail) => !/ VIRTUAL TABLE /.test(detail) && detail !== wanted)
}

describe('no statement reads a whole table', () => {
  test.each(calls)('%s', async (_, call) => {
    database.statements.clear()
    await call()
    expect(database.statements.size).toBeGreaterThan(0)
    for (const [sql, values] of database.statements)
      expect(await scansOf(sql, values), sql).toEqual([])
  })
})

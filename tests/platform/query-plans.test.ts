import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { runBatch, runOne } from '../../src/platform/d1-database.ts'
import { openStores } from '../../src/platform/open-stores.ts'
import { newTicketId } from '../contracts/builders.ts'
import { bindDatabases } from '../desk/bind-databases.ts'
import { everyCall } from './every-call.ts'
import { RecordingDatabase } from './recording-database.ts'
import { allDatabases } from './setup.ts'
import { shardedDeeds } from './sharded-deeds.ts'
import { sqlPieces } from './sql-pieces.ts'

const database = new RecordingDatabase(env.DB)
const calls = everyCall(database, {
  ticketId: '0AAAAAAA',
  addressKey: 'maria@example.com',
  browserHash: 'browser',
  sessionHash: 'session',
  attachmentId: 'a'.repeat(32),
  post: { scope: 'scope', key: 'key' },
  now: new Date(),
})

// Each of them is there for a statement; without it that one would read more rows with every ticket that is filed.
const neededIndexes = [
  'attempts_of_challenge',
  'attempts_of_ticket',
  'attempts_oldest',
  'challenges_of_browser',
  'challenges_oldest',
  'codes_of_ticket',
  'codes_oldest',
  'draft_files_of_attachment',
  'drafts_oldest',
  'events_beside_messages',
  'mail_reservations_of_address',
  'mail_reservations_oldest',
  'outbox_due',
  'outbox_leased',
  'outbox_of_address',
  'outbox_of_ticket',
  'outbox_waiting',
  'session_tickets_of_ticket',
  'sessions_oldest',
  'tickets_newest',
  'tickets_newest_of_status',
  'tickets_to_close',
]

/** What is asked of any of several databases. */
async function shardedStatements(): Promise<Map<string, unknown[]>> {
  const databases = allDatabases.map((each) => new RecordingDatabase(each))
  const stores = openStores(bindDatabases(databases))
  for (const [, act] of shardedDeeds) await act(stores, newTicketId('2'))
  return new Map(databases.flatMap(({ statements }) => [...statements]))
}

async function planOf(sql: string, values: unknown[]): Promise<string[]> {
  const [plan = []] = await runBatch(env.DB, [
    env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...values),
  ])
  return plan.map(({ detail }) => String(detail))
}

// A table that is read from end to end grows with the product; SQLite calls that SCAN.
function scansIn(plan: string[]): string[] {
  const scans = plan.filter((detail) => /^SCAN (?!CONSTANT ROW)/.test(detail))
  return scans.filter((detail) => !/ VIRTUAL TABLE /.test(detail))
}

function indexesIn(plan: string[]): string[] {
  return plan.flatMap((detail) => / USING (?:COVERING )?INDEX (\w+)/.exec(detail)?.[1] ?? [])
}

describe('no statement reads a whole table', () => {
  test.each(calls)('%s', async (_, call) => {
    const before = new Set(database.statements.keys())
    await call()
    const run = [...database.statements].filter(([sql]) => !before.has(sql))
    for (const [sql, values] of run) expect(scansIn(await planOf(sql, values)), sql).toEqual([])
  })
})

describe('over all statements', () => {
  let plans: string[] = []

  beforeAll(async () => {
    for (const [, call] of calls) await call()
    for (const [sql, values] of await shardedStatements()) database.statements.set(sql, values)
    const made = [...database.statements].map(([sql, values]) => planOf(sql, values))
    plans = (await Promise.all(made)).flat()
  })

  test('every statement in the sources was run', () => {
    const pieces = sqlPieces()
    const run = [...database.statements.keys()].map((sql) => sql.replaceAll(/\s+/g, ' '))
    expect(pieces.length).toBeGreaterThan(40)
    const missed = pieces.filter(({ pattern }) => !run.some((sql) => pattern.test(sql)))
    expect(missed.map(({ text }) => text)).toEqual([])
  })

  test('the schema has the indexes that the statements need, and no other', async () => {
    const select = `SELECT name FROM sqlite_schema
      WHERE type = 'index' AND sql NOT LIKE 'CREATE UNIQUE %' ORDER BY name`
    const rows = await runOne(env.DB, env.DB.prepare(select))
    const used = new Set(indexesIn(plans).filter((name) => !name.startsWith('sqlite_autoindex')))
    expect([...used].toSorted()).toEqual(neededIndexes)
    expect(rows.map(({ name }) => name)).toEqual(neededIndexes)
  })
})

import type { DatabaseSync } from 'node:sqlite'
import { sha256Of, type Deed, type Ledger } from './ledger.ts'

type Row = Record<string, unknown>

/** Deeds that were acknowledged and are not in the database as they were done. */
export function lostDeeds(
  database: DatabaseSync,
  { deeds, confirmed, codesSent }: Ledger,
): string[] {
  const posts = indexBy(rowsOf(database, 'SELECT * FROM posts'), 'key')
  const threads = indexBy(
    rowsOf(database, `SELECT *, ticket_id || ' ' || seq AS place FROM messages`),
    'place',
  )
  const lost = deeds.filter((deed) => deed.acknowledged && !isKept(deed, posts, threads))
  return [
    ...lost.map(({ kind, text, key }) => `${kind} ${text ?? key}`),
    ...fewerThan(confirmed, 'confirmation', countBy(database, confirmedChallenges)),
    ...fewerThan(codesSent, 'code', countBy(database, sentCodes)),
  ]
}

/** Deeds that are in the database twice, and words in it that nobody wrote. */
export function doubledDeeds(database: DatabaseSync, { deeds }: Ledger): string[] {
  const texts = rowsOf(database, 'SELECT text, count(*) AS count FROM messages GROUP BY text')
  const keys = rowsOf(database, 'SELECT key, count(*) AS count FROM posts GROUP BY key')
  const written = new Set(deeds.map(({ text }) => text))
  const tickets = Number(rowsOf(database, 'SELECT count(*) AS count FROM tickets')[0]?.['count'])
  const makers = deeds.filter(({ kind }) => kind === 'filing' || kind === 'opening').length
  return [
    ...texts.filter(({ count }) => Number(count) > 1).map(({ text }) => `twice: ${String(text)}`),
    ...keys.filter(({ count }) => Number(count) > 1).map(({ key }) => `twice: ${String(key)}`),
    ...texts.flatMap(({ text }) => (written.has(String(text)) ? [] : [`whose is ${String(text)}`])),
    ...(tickets > makers ? [`${tickets} tickets of ${makers} filings`] : []),
  ]
}

/** How many deeds are written whose answer never arrived: a client without a key would do them twice. */
export function unansweredDeeds(database: DatabaseSync, { deeds }: Ledger): Deed[] {
  const posts = indexBy(rowsOf(database, 'SELECT * FROM posts'), 'key')
  return deeds.filter(({ acknowledged, key }) => !acknowledged && posts.has(key))
}

function isKept(deed: Deed, posts: Map<unknown, Row>, threads: Map<unknown, Row>): boolean {
  const post = posts.get(deed.key)
  if (!post || (deed.ticketId && post['ticket_id'] !== deed.ticketId)) return false
  if (deed.text === undefined) return true
  const message = threads.get(`${String(post['ticket_id'])} ${String(post['seq'])}`)
  if (message?.['text'] !== deed.text) return false
  const files = JSON.parse(String(message['files'])) as { name: string; sha256: string }[]
  const kept = files.map(({ name, sha256 }) => `${name} ${sha256}`)
  return kept.join() === deed.files.map((file) => `${file.name} ${sha256Of(file)}`).join()
}

const confirmedChallenges = `SELECT ticket_id, count(*) AS count FROM challenges
  WHERE confirmed_at IS NOT NULL GROUP BY ticket_id`
const sentCodes = 'SELECT ticket_id, count(*) AS count FROM codes GROUP BY ticket_id'

function fewerThan(told: string[], what: string, kept: Map<string, number>): string[] {
  const counts = new Map<string, number>()
  for (const ticketId of told) counts.set(ticketId, (counts.get(ticketId) ?? 0) + 1)
  return [...counts]
    .filter(([ticketId, count]) => (kept.get(ticketId) ?? 0) < count)
    .map(([ticketId]) => `${what} of ${ticketId}`)
}

function countBy(database: DatabaseSync, select: string): Map<string, number> {
  const rows = rowsOf(database, select)
  return new Map(rows.map((row) => [String(row['ticket_id']), Number(row['count'])]))
}

function rowsOf(database: DatabaseSync, select: string): Row[] {
  return database.prepare(select).all()
}

function indexBy(rows: Row[], column: string): Map<unknown, Row> {
  return new Map(rows.map((row) => [row[column], row]))
}

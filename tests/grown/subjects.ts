import { runOne, type Database, type Row } from '../../src/platform/d1-database.ts'
import type { Subject } from '../platform/every-call.ts'

// Whether 400 tickets grew or a million, the same places hold tickets of the same shape.
const places = {
  'a ticket with 100 messages': 39,
  'a ticket of an address with many': 200,
  'a ticket somebody opened today': 50,
  'a waiting ticket with a draft': 51,
}

/** Tickets of every kind, by what they are, at one moment. */
export async function findSubjects(database: Database, now: Date): Promise<[string, Subject][]> {
  const found = Object.entries(places).map(async ([title, place]): Promise<[string, Subject]> => {
    return [title, { ...(await findSubject(database, place)), now }]
  })
  return Promise.all(found)
}

/** The id of the ticket that was made as the `place`-th. */
export async function ticketIdAt(database: Database, place: number): Promise<string> {
  const select =
    'SELECT ticket_id FROM tickets WHERE ticket_id < ? ORDER BY ticket_id LIMIT 1 OFFSET ?'
  return textIn(await readRow(database, select, 'Z', place), 'ticket_id')
}

async function findSubject(database: Database, place: number): Promise<Omit<Subject, 'now'>> {
  const ticketId = await ticketIdAt(database, place)
  const read = (sql: string) => readRow(database, sql, ticketId)
  const ticket = await read('SELECT * FROM tickets WHERE ticket_id = ?')
  const session = await read(`SELECT * FROM session_tickets JOIN sessions USING (session_hash)
    WHERE ticket_id = ? ORDER BY granted_at DESC`)
  const file = await read('SELECT attachment_id FROM attachments WHERE ticket_id <= ? LIMIT 1')
  const filing = await read(`SELECT * FROM posts WHERE scope = 'api:' || ? LIMIT 1`)
  return {
    ticketId,
    addressKey: textIn(ticket, 'address_key'),
    browserHash: textIn(session, 'browser_hash'),
    sessionHash: textIn(session, 'session_hash'),
    attachmentId: textIn(file, 'attachment_id'),
    post: { scope: textIn(filing, 'scope'), key: textIn(filing, 'key') },
  }
}

async function readRow(database: Database, sql: string, ...values: (string | number)[]) {
  const [row = {}] = await runOne(database, database.prepare(sql).bind(...values))
  return row
}

function textIn(row: Row, column: string): string {
  return String(row[column] ?? 'none')
}

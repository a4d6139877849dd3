import { beforeAll, describe, expect, test } from 'vitest'
import { fillDatabase } from '../../scripts/grow/grow.mjs'
import { progressLine } from '../../scripts/grow/progress.mjs'
import { readSize } from '../../scripts/grow/size.mjs'
import { isKey } from '../../src/core/tickets/fields.ts'
import { isAttachmentId } from '../../src/core/tickets/files.ts'
import { parseTicketNumber } from '../../src/core/ticket-number.ts'
import { base64urlToBytes } from '../../src/core/token.ts'
import { MemoryD1 } from '../desk/memory-d1.ts'

const size = { tickets: 400, messages: 4000 }
const now = Date.UTC(2026, 10, 22)
const quiet = { isTTY: true, write: () => true }
const options = { now, output: quiet, atOnce: 50 }
const schema = `SELECT type, name, sql FROM sqlite_schema WHERE name <> 'growth' ORDER BY type, name`
const tableNames = `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`

/** An output that ends the run when it hears of so many tickets, as a stop between two transactions does. */
function stopAt(count: string) {
  const write = (line: string) => {
    if (line.includes(`${count} of`)) throw new Error('Stopped')
    return true
  }
  return { ...options, output: { isTTY: true, write } }
}

function everyRow(d1: MemoryD1) {
  const tables = d1.rows(tableNames).map(({ name }) => String(name))
  return Object.fromEntries(tables.map((table) => [table, d1.rows(`SELECT * FROM ${table}`)]))
}

const grown = new MemoryD1()

beforeAll(() => fillDatabase(grown.sqlite, size, options))

function broken(sql: string): unknown {
  return grown.rows(`SELECT count(*) AS broken FROM ${sql}`)[0]?.['broken']
}

test('stopped twice, it goes on and ends with the same rows', async () => {
  const d1 = new MemoryD1()
  await expect(fillDatabase(d1.sqlite, size, stopAt('100'))).rejects.toThrow('Stopped')
  const later = { ...stopAt('250'), now: now + 86_400_000 }
  await expect(fillDatabase(d1.sqlite, size, later)).rejects.toThrow('Stopped')
  await fillDatabase(d1.sqlite, size, options)
  expect(everyRow(d1)).toEqual(everyRow(grown))
})

test('once grown, it stays as it is, and never becomes another size', async () => {
  const before = everyRow(grown)
  await fillDatabase(grown.sqlite, size, options)
  expect(everyRow(grown)).toEqual(before)
  await expect(fillDatabase(grown.sqlite, { tickets: 8, messages: 80 })).rejects.toThrow('400')
})

test('a database that people write into is left alone', async () => {
  const d1 = new MemoryD1()
  d1.sqlite.exec(`INSERT INTO tickets VALUES ('0AAAAAAA', 'ro', 'a@b.ro', 'a@b.ro', '', 'app', 's',
    '', '', 'open', NULL, 1, 1, 1, 0, NULL, NULL, 1, 1, NULL, NULL)`)
  await expect(fillDatabase(d1.sqlite, size, options)).rejects.toThrow('tickets already')
  expect(d1.rows(schema)).toEqual(new MemoryD1().rows(schema))
})

test('the schema is the one that the migrations make', () => {
  expect(grown.rows(schema)).toEqual(new MemoryD1().rows(schema))
})

// What no row stays in, and what only several databases need.
const emptyTables = ['refusals', 'mail_reservations']

test('as many tickets and messages are there as were asked for', () => {
  expect([broken('tickets'), broken('messages')]).toEqual([400, 4000])
  for (const [table, rows] of Object.entries(everyRow(grown)))
    if (!emptyTables.includes(table)) expect(rows.length, table).toBeGreaterThan(0)
})

describe('what the product always leaves is so', () => {
  const rules = {
    'each message has its event': `messages LEFT JOIN events USING (ticket_id, seq)
      WHERE of_message IS NOT 1 OR actor <> author`,
    'each event of a message has it': `events LEFT JOIN messages USING (ticket_id, seq)
      WHERE of_message = 1 AND text IS NULL`,
    'a thread has no gap': `(SELECT ticket_id, next_seq, count(seq) AS entries, max(seq) AS last
      FROM tickets JOIN events USING (ticket_id) GROUP BY ticket_id)
      WHERE entries <> last OR next_seq <> last + 1`,
    'a thread goes on in time': `events AS a JOIN events AS b
      ON b.ticket_id = a.ticket_id AND b.seq = a.seq + 1 WHERE b.created_at < a.created_at`,
    'every answer caused a mail, no note did': `messages LEFT JOIN outbox
      ON cause = messages.ticket_id || ':message:' || seq
      WHERE author = 'support' AND (visibility = 'public') <> (outbox_id IS NOT NULL)`,
    'every mail goes to its ticket’s address': `outbox JOIN tickets USING (ticket_id)
      WHERE outbox.address_key <> tickets.address_key OR tickets.address_key <> lower(email)`,
    'waiting means that something is asked for': `tickets WHERE (status = 'waiting') <>
      EXISTS (SELECT 1 FROM asks WHERE asks.ticket_id = tickets.ticket_id AND state = 'open')`,
    'resolved and closed have their times': `tickets WHERE (status IN ('resolved', 'closed')) <>
      (resolved_at IS NOT NULL) OR (status = 'closed') <> (closed_at IS NOT NULL)`,
    'who proved an address has verified it': `tickets LEFT JOIN verified_addresses USING (address_key)
      WHERE tickets.verified_at IS NOT NULL AND verified_addresses.verified_at IS NULL`,
    'who replied had opened the ticket': `messages WHERE author = 'requester' AND seq > 1
      AND NOT EXISTS (SELECT 1 FROM events WHERE events.ticket_id = messages.ticket_id
        AND events.seq < messages.seq AND kind = 'opened')`,
    'every file is in its message': `attachments JOIN messages USING (ticket_id, seq)
      WHERE files NOT LIKE '%' || attachment_id || '%' OR json_array_length(files) <> 1`,
    'nothing happens after now': `events WHERE created_at > ${now}`,
  }

  test.each(Object.entries(rules))('%s', (_, sql) => expect(broken(sql)).toBe(0))
})

test('ids are such as the product draws', () => {
  for (const { ticket_id: id } of grown.rows('SELECT ticket_id FROM tickets'))
    expect(parseTicketNumber(String(id))).toBe(id)
  for (const { attachment_id: id } of grown.rows('SELECT attachment_id FROM attachments'))
    expect(isAttachmentId(String(id))).toBe(true)
  for (const { key } of grown.rows('SELECT key FROM posts')) expect(isKey(String(key))).toBe(true)
  const hashes = `SELECT session_hash AS id, 32 AS length FROM sessions UNION
    SELECT outbox_id, 16 FROM outbox UNION SELECT fingerprint, 32 FROM posts`
  for (const { id, length } of grown.rows(hashes))
    expect(base64urlToBytes(String(id))?.length, String(id)).toBe(length)
})

test('the size is read from the command, or refused', () => {
  expect(readSize([])).toEqual({ tickets: 1_000_000, messages: 10_000_000 })
  expect(readSize(['--tickets', '40'])).toEqual({ tickets: 40, messages: 400 })
  for (const wrong of [['--tickets', 'many'], ['--tickets', '9', '--messages', '9'], ['--fast']])
    expect(() => readSize(wrong)).toThrow()
})

test('the progress says how far, how fast and how long', () => {
  const line = progressLine({ done: 250, total: 1000, doneBefore: 50, seconds: 2 })
  expect(line).toBe('██████░░░░░░░░░░░░░░░░░░  25 %  250 of 1,000 tickets  100/s  0:08 left')
})

import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { digest } from '../../src/core/token.ts'
import { openTicket, type TicketPart } from '../../src/core/tickets/open-ticket.ts'
import { deliver } from '../../src/core/notifications/deliver.ts'
import { guestInside, type Guest } from './guest.ts'
import { openPlatformDesk } from './platform-desk.ts'
import { RecordingDatabase } from './recording-database.ts'

const maxRowsRead = 110
const firstSeq = 10

const numbers = (size: number) =>
  `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${size})`

// A message in every second place of the thread, each with its own event, and between them what else happened.
const insertMessages = (size: number) => `INSERT INTO messages ${numbers(size)}
  SELECT ?, ${firstSeq} + i * 2, iif(i % 2, 'support', 'requester'), 'Ana', 'public',
    'Mesajul ' || i, '[]', i FROM n`
const insertMessageEvents = `INSERT INTO events
  SELECT ticket_id, seq, 'replied', author, '{}', 1, created_at FROM messages
  WHERE ticket_id = ? AND seq > ${firstSeq}`
const insertEvents = `INSERT INTO events
  SELECT ticket_id, seq + 1, 'reopened', 'requester', '{}', 0, created_at FROM messages
  WHERE ticket_id = ? AND seq > ${firstSeq}`

async function guestWithThread(messages: number, events: 'quiet' | 'eventful'): Promise<Guest> {
  const guest = await guestInside(await openPlatformDesk())
  const inserts = [insertMessages(messages), insertMessageEvents]
  if (events === 'eventful') inserts.push(insertEvents)
  await env.DB.batch(inserts.map((sql) => env.DB.prepare(sql).bind(guest.ticketId)))
  return guest
}

async function measure(guest: Guest, part: TicketPart = {}) {
  const database = new RecordingDatabase(env.DB)
  const desk = await openPlatformDesk({ DB: database })
  const sessionHash = await digest(guest.browser.cookies.get('__Host-session') ?? '')
  const viewer = { browserHash: 'none', hasCookie: true, sessionHash, device: 'phone' as const }
  const { messages } = await openTicket(desk, viewer, guest.ticketId, part)
  return { trips: database.trips, rowsRead: database.rowsRead, messages }
}

describe.each([100, 10_000])('the page of %i messages', (size) => {
  const newest = firstSeq + size * 2
  const parts = [
    { title: 'the newest', part: {}, last: newest },
    { title: 'earlier ones', part: { before: newest }, last: newest - 2 },
    { title: 'new ones since', part: { after: newest - 100 }, last: newest },
  ]

  test.each(['quiet', 'eventful'] as const)('in a %s thread', async (events) => {
    const guest = await guestWithThread(size, events)
    for (const { title, part, last } of parts) {
      const { trips, rowsRead, messages } = await measure(guest, part)
      expect(
        messages.map(({ seq }) => seq),
        title,
      ).toEqual(Array.from({ length: 50 }, (_, index) => last - 98 + index * 2))
      expect(trips, `${title}: round trips`).toBe(1)
      expect(rowsRead, `${title}: rows`).toBeLessThanOrEqual(maxRowsRead)
    }
  })
})

test('a look into the outbox does not read what was sent long ago', async () => {
  const database = new RecordingDatabase(env.DB)
  const desk = await openPlatformDesk({ DB: database })
  await env.DB.prepare(
    `INSERT INTO outbox (outbox_id, cause, ticket_id, address_key, kind, state, tries, due_at, created_at, expires_at)
      ${numbers(5000)} SELECT 'sent-' || i, 'sent-' || i, 'gone', '', 'filed', 'sent', 1, i, i, i FROM n`,
  ).run()
  await deliver(desk)
  database.rowsRead = 0
  expect(await deliver(desk)).toBe(0)
  expect(database.rowsRead).toBeLessThan(10)
})

import { inject } from 'vitest'
import { listMails } from '../mailbox.ts'
import { callApi } from '../support.ts'

const explorer = '/cdn-cgi/local/explorer/api/d1/database'

interface Statement {
  sql: string
  params: string[]
}

/** Every row about these tickets, whoever wrote it; but for the stamp that a page was looked at. */
export async function rowsAbout(ticketIds: string[]): Promise<Record<string, unknown[]>> {
  const marks = ticketIds.map(() => '?').join()
  const batch = Object.values(queries).map((query) => {
    return { sql: query.replace('(?)', `(${marks})`), params: ticketIds }
  })
  const found = await runEverywhere(batch)
  return Object.fromEntries(Object.keys(queries).map((name, at) => [name, found[at] ?? []]))
}

/** Lets a session have been used last so many seconds ago. */
export async function ageSession(sessionHash: string, seconds: number): Promise<void> {
  const sql = 'UPDATE sessions SET seen_at = seen_at - CAST(? AS INTEGER) WHERE session_hash = ?'
  await runEverywhere([{ sql, params: [String(seconds * 1000), sessionHash] }])
}

/** Lets a file's row name what the store does not have; returns that name. */
export async function loseFile(attachmentId: string): Promise<string> {
  const lost = attachmentId.replace(/^./, (first) => (first === 'f' ? 'e' : 'f'))
  const sql = 'UPDATE attachments SET attachment_id = ? WHERE attachment_id = ?'
  await runEverywhere([{ sql, params: [lost, attachmentId] }])
  return lost
}

// From outside, but through the server: a second hand on the database's file would lock it for everyone.
async function runEverywhere(batch: Statement[]): Promise<unknown[][]> {
  const databases = (await ask('')) as { uuid: string }[]
  const found = batch.map((): unknown[] => [])
  for (const { uuid } of databases) {
    const results = (await ask(`/${uuid}/raw`, { batch })) as { results: { rows: unknown[] } }[]
    for (const [at, { results: each }] of results.entries()) found[at]?.push(...each.rows)
  }
  return found
}

async function ask(path: string, json?: unknown): Promise<unknown> {
  const answer = await fetch(`${inject('origin')}${explorer}${path}`, {
    method: json ? 'POST' : 'GET',
    headers: { 'Content-Type': 'application/json' },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  })
  const { success, result } = (await answer.json()) as { success: boolean; result: unknown }
  if (!success) throw new Error(`The database refused ${JSON.stringify(json)}`)
  return result
}

const plain = [
  'tickets',
  'messages',
  'events',
  'asks',
  'attachments',
  'posts',
  'drafts',
  'codes',
  'challenges',
  'attempts',
  'session_tickets',
]
const queries: Record<string, string> = {
  ...Object.fromEntries(
    plain.map((name) => [name, `SELECT * FROM ${name} WHERE ticket_id IN (?) ORDER BY 1, 2, 3`]),
  ),
  // What a filing that was refused would have left: the guest's own address was given.
  filed: `SELECT ticket_id FROM tickets WHERE email IN
    (SELECT email FROM tickets WHERE ticket_id IN (?)) ORDER BY 1`,
  outbox: 'SELECT cause, kind FROM outbox WHERE ticket_id IN (?) ORDER BY 1',
  sessions: `SELECT session_hash, browser_hash, remembered, created_at, ended_at FROM sessions
    WHERE session_hash IN (SELECT session_hash FROM session_tickets WHERE ticket_id IN (?)) ORDER BY 1`,
}

/** What support sees of a ticket, and the mails about it. */
export async function seenBySupport(ticketNumber: string): Promise<unknown> {
  const [ticket, messages] = await Promise.all([
    callApi(`/tickets/${ticketNumber}`),
    callApi(`/tickets/${ticketNumber}/messages`),
  ])
  const mails = await listMails(ticketNumber)
  return {
    etag: ticket.headers.get('ETag'),
    ticket: await ticket.json(),
    messages: await messages.json(),
    mails: mails.map(({ messageId }) => messageId),
  }
}

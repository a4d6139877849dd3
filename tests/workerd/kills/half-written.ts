import type { DatabaseSync } from 'node:sqlite'
import { findBreaches } from '../../invariants/find-breaches.ts'
import type { Row } from '../../simulation/stores.ts'

/**
 * What a write that stopped halfway would leave, beside what may never be there (`tests/invariants`): here everybody
 * writes with a key, so that each change of a ticket has one. Each statement lists the rows that may not be there.
 */
const halves: Record<string, string> = {
  'a message without its key': `SELECT ticket_id, seq FROM messages
    EXCEPT SELECT ticket_id, seq FROM posts`,
  'a change without its key': `SELECT ticket_id FROM tickets WHERE version <>
    (SELECT count(*) FROM posts WHERE posts.ticket_id = tickets.ticket_id) +
    (SELECT count(*) FROM events WHERE events.ticket_id = tickets.ticket_id
      AND events.kind IN ('opened', 'mail-failed'))`,
  'a code without its mail': `SELECT ticket_id, 'code:' || code_id FROM codes
    EXCEPT SELECT ticket_id, cause FROM outbox`,
  'a mail of a code that is not there': `SELECT cause FROM outbox WHERE kind = 'code'
    EXCEPT SELECT 'code:' || code_id FROM codes`,
  'a code without its challenge': `SELECT challenge_id FROM codes
    EXCEPT SELECT challenge_id FROM challenges`,
  'confirmations and their events differ': `SELECT ticket_id FROM tickets WHERE
    (SELECT count(*) FROM challenges WHERE challenges.ticket_id = tickets.ticket_id
      AND confirmed_at IS NOT NULL) <>
    (SELECT count(*) FROM events WHERE events.ticket_id = tickets.ticket_id
      AND kind = 'opened')`,
  'a refused write that stayed': 'SELECT * FROM refusals',
}

/** One line for each row that a whole database would not have. */
export async function halfWritten(database: DatabaseSync): Promise<string[]> {
  const rowsOf = (selects: string[]) =>
    Promise.resolve(selects.map((select) => database.prepare(select).all() as Row[]))
  const [found, broken] = [await rowsOf(Object.values(halves)), await findBreaches({ rowsOf })]
  const half = Object.keys(halves).flatMap((name, index) =>
    (found[index] ?? []).map((row) => `${name}: ${Object.values(row).join(' ')}`),
  )
  return [...half, ...broken]
}

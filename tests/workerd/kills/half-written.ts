import type { DatabaseSync } from 'node:sqlite'

/** What a write that stopped halfway would leave: each statement lists the rows that may not be there. */
const halves: Record<string, string> = {
  'a message without its event': `SELECT ticket_id, seq FROM messages
    EXCEPT SELECT ticket_id, seq FROM events WHERE of_message = 1`,
  'an event without its message': `SELECT ticket_id, seq FROM events WHERE of_message = 1
    EXCEPT SELECT ticket_id, seq FROM messages`,
  'a message of no ticket': 'SELECT ticket_id FROM messages EXCEPT SELECT ticket_id FROM tickets',
  'a ticket without its first message': `SELECT ticket_id, 1 FROM tickets
    EXCEPT SELECT messages.ticket_id, messages.seq FROM messages
      JOIN events USING (ticket_id, seq) WHERE events.kind = 'filed'`,
  'a thread with a gap': `SELECT ticket_id FROM tickets WHERE next_seq - 1 <>
    (SELECT count(*) FROM events WHERE events.ticket_id = tickets.ticket_id)`,
  'a message without its key': `SELECT ticket_id, seq FROM messages
    EXCEPT SELECT ticket_id, seq FROM posts`,
  'a key without its message': `SELECT ticket_id, seq FROM posts WHERE seq IS NOT NULL
    EXCEPT SELECT ticket_id, seq FROM messages`,
  'two keys for one message': `SELECT ticket_id, seq FROM posts WHERE seq IS NOT NULL
    GROUP BY ticket_id, seq HAVING count(*) > 1`,
  'a change without its key': `SELECT ticket_id FROM tickets WHERE version <>
    (SELECT count(*) FROM posts WHERE posts.ticket_id = tickets.ticket_id) +
    (SELECT count(*) FROM events WHERE events.ticket_id = tickets.ticket_id
      AND events.kind IN ('opened', 'mail-failed'))`,
  'a file that its message does not name': `SELECT attachment_id, ticket_id, seq FROM attachments
    EXCEPT SELECT files.value ->> 'attachmentId', ticket_id, seq
      FROM messages, json_each(messages.files) AS files`,
  'a file without its row': `SELECT files.value ->> 'attachmentId', ticket_id, seq
      FROM messages, json_each(messages.files) AS files
    EXCEPT SELECT attachment_id, ticket_id, seq FROM attachments`,
  'bytes that do not add up': `SELECT ticket_id FROM tickets WHERE attachment_bytes <> coalesce(
    (SELECT sum(bytes) FROM attachments WHERE attachments.ticket_id = tickets.ticket_id), 0)`,
  'a ticket without the mail that brings its link': `SELECT ticket_id FROM tickets
    EXCEPT SELECT ticket_id FROM outbox WHERE kind = 'filed' AND cause = ticket_id || ':filed'`,
  'an answer that nobody is told of': `SELECT ticket_id || ':message:' || seq FROM messages
      WHERE author = 'support' AND visibility = 'public' EXCEPT SELECT cause FROM outbox`,
  'a code without its mail': `SELECT ticket_id, 'code:' || code_id FROM codes
    EXCEPT SELECT ticket_id, cause FROM outbox`,
  'a mail without its cause': `SELECT cause FROM outbox
    EXCEPT SELECT ticket_id || ':filed' FROM tickets
    EXCEPT SELECT ticket_id || ':message:' || seq FROM messages
    EXCEPT SELECT 'code:' || code_id FROM codes`,
  'two mails of one cause': 'SELECT cause FROM outbox GROUP BY cause HAVING count(*) > 1',
  'a code without its challenge': `SELECT challenge_id FROM codes
    EXCEPT SELECT challenge_id FROM challenges`,
  'a confirmation without its session': `SELECT challenge_id FROM challenges
    WHERE confirmed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sessions
      WHERE sessions.session_hash = challenges.session_hash)`,
  'confirmations and their events differ': `SELECT ticket_id FROM tickets WHERE
    (SELECT count(*) FROM challenges WHERE challenges.ticket_id = tickets.ticket_id
      AND confirmed_at IS NOT NULL) <>
    (SELECT count(*) FROM events WHERE events.ticket_id = tickets.ticket_id
      AND kind = 'opened')`,
  'a proven ticket that is not verified': `SELECT ticket_id FROM session_tickets
      WHERE grant_kind = 'proven'
    EXCEPT SELECT ticket_id FROM tickets WHERE verified_at IS NOT NULL`,
  'an ask whose message is not there': `SELECT ticket_id, asked_seq FROM asks
    EXCEPT SELECT ticket_id, seq FROM messages`,
  'a ticket that waits for nothing': `SELECT ticket_id FROM tickets WHERE status = 'waiting'
    EXCEPT SELECT ticket_id FROM asks WHERE state = 'open'`,
  'a refused write that stayed': 'SELECT * FROM refusals',
}

/** One line for each row that a whole database would not have. */
export function halfWritten(database: DatabaseSync): string[] {
  return Object.entries(halves).flatMap(([name, select]) =>
    database
      .prepare(select)
      .all()
      .map((row) => `${name}: ${Object.values(row).join(' ')}`),
  )
}

/** A rule over the tables: its query finds what breaks it. */
export interface Rule {
  rule: string
  breaches: string
}

const stateKinds = `('waiting', 'opened-for-answer', 'resolved', 'reopened', 'closed')`

const ticketTables = [
  'messages',
  'events',
  'asks',
  'attachments',
  'posts',
  'outbox',
  'challenges',
  'codes',
  'session_tickets',
]

/** Messages, events, asks, files and state of a ticket agree, whatever failed while they were written. */
export const threadRules: Rule[] = [
  {
    rule: 'a message has its event',
    breaches: `SELECT ticket_id, seq FROM messages
      EXCEPT SELECT ticket_id, seq FROM events WHERE of_message = 1`,
  },
  {
    rule: 'an event of a message has its message',
    breaches: `SELECT ticket_id, seq FROM events WHERE of_message = 1
      EXCEPT SELECT ticket_id, seq FROM messages`,
  },
  {
    rule: 'an event tells who wrote its message, and for whom',
    breaches: `SELECT ticket_id, seq, kind FROM events JOIN messages USING (ticket_id, seq)
      WHERE actor <> author OR kind NOT IN (SELECT value FROM json_each(CASE
        WHEN author = 'requester' THEN '["filed", "replied"]'
        WHEN visibility = 'internal' THEN '["noted"]' ELSE '["answered", "asked"]' END))`,
  },
  {
    rule: 'a thread is numbered from 1 without a gap',
    breaches: `SELECT ticket_id, next_seq FROM tickets
      WHERE next_seq - 1 <> (SELECT count(*) FROM events WHERE events.ticket_id = tickets.ticket_id)
        OR next_seq - 1 <> (SELECT max(seq) FROM events WHERE events.ticket_id = tickets.ticket_id)`,
  },
  {
    rule: 'a ticket begins with what its requester wrote',
    breaches: `SELECT ticket_id FROM tickets WHERE NOT EXISTS (SELECT 1 FROM messages
      WHERE messages.ticket_id = tickets.ticket_id AND seq = 1 AND author = 'requester')`,
  },
  ...ticketTables.map((table) => {
    const lost = `SELECT ticket_id FROM ${table} EXCEPT SELECT ticket_id FROM tickets`
    return { rule: `${table} belong to a ticket`, breaches: lost }
  }),
  {
    rule: 'a post that wrote a message points at it',
    breaches: `SELECT ticket_id, seq FROM posts WHERE seq IS NOT NULL
      EXCEPT SELECT ticket_id, seq FROM messages`,
  },
  {
    rule: 'no message was written by two posts',
    breaches: `SELECT ticket_id, seq FROM posts WHERE seq IS NOT NULL
      GROUP BY ticket_id, seq HAVING count(*) > 1`,
  },
  {
    rule: 'a file in a message has its row, and a row its message',
    breaches: `WITH listed AS (SELECT files.value ->> 'attachmentId' AS attachment_id, ticket_id
        FROM messages, json_each(messages.files) AS files)
      SELECT * FROM (SELECT * FROM listed EXCEPT SELECT attachment_id, ticket_id FROM attachments)
      UNION SELECT * FROM (SELECT attachment_id, ticket_id FROM attachments EXCEPT SELECT * FROM listed)`,
  },
  {
    rule: 'a ticket knows the size of its files',
    breaches: `SELECT ticket_id, attachment_bytes FROM tickets WHERE attachment_bytes <> (
      SELECT coalesce(sum(files.value ->> 'bytes'), 0) FROM messages, json_each(messages.files) AS files
      WHERE messages.ticket_id = tickets.ticket_id)`,
  },
  {
    rule: 'state and timeline agree',
    breaches: `SELECT tickets.ticket_id, status, kind FROM tickets
      LEFT JOIN events ON events.ticket_id = tickets.ticket_id AND seq = (SELECT max(seq) FROM events
        WHERE events.ticket_id = tickets.ticket_id AND kind IN ${stateKinds})
      WHERE status <> CASE kind WHEN 'waiting' THEN 'waiting' WHEN 'resolved' THEN 'resolved'
        WHEN 'closed' THEN 'closed' ELSE 'open' END`,
  },
  {
    rule: 'a time of solving or closing stands where the state says so',
    breaches: `SELECT ticket_id, status FROM tickets WHERE (status = 'closed') <> (closed_at IS NOT NULL)
      OR (status = 'resolved' AND resolved_at IS NULL)
      OR (status IN ('open', 'waiting') AND resolved_at IS NOT NULL)`,
  },
  {
    rule: 'a waiting ticket waits for something, a solved one for nothing',
    breaches: `SELECT ticket_id, status FROM tickets WHERE status <> 'open' AND
      (status = 'waiting') <> EXISTS (SELECT 1 FROM asks
        WHERE asks.ticket_id = tickets.ticket_id AND asks.state = 'open')`,
  },
  {
    rule: 'an ask was asked, and a closed one says where it was closed',
    breaches: `SELECT asks.ticket_id, ask_number FROM asks LEFT JOIN events
        ON events.ticket_id = asks.ticket_id AND seq = asked_seq AND events.kind = 'asked'
      WHERE seq IS NULL OR (state = 'open') <> (closed_seq IS NULL)`,
  },
  {
    rule: 'a follow-up and what it follows know each other',
    breaches: `SELECT later.ticket_id FROM tickets AS later LEFT JOIN events
        ON events.ticket_id = later.follows AND kind = 'moved' AND detail ->> 'ticketId' = later.ticket_id
      WHERE later.follows IS NOT NULL AND events.seq IS NULL`,
  },
]

import type { Rule } from './thread-rules.ts'

/** Each cause has its mail and each mail its cause. */
export const mailRules: Rule[] = [
  {
    rule: "each of support's words has its mail",
    breaches: `SELECT ticket_id, seq FROM messages WHERE author = 'support' AND visibility = 'public'
      AND NOT EXISTS (SELECT 1 FROM outbox WHERE cause = messages.ticket_id || ':message:' || seq)`,
  },
  {
    rule: 'a mail about a message has that message, and a note has none',
    breaches: `SELECT cause FROM outbox LEFT JOIN messages
        ON cause = messages.ticket_id || ':message:' || seq
      WHERE cause LIKE '%:message:%' AND (seq IS NULL OR author <> 'support'
        OR (visibility = 'internal' AND kind <> 'resolved'))`,
  },
  {
    rule: "a mail goes to its ticket's own address",
    breaches: `SELECT outbox_id FROM outbox JOIN tickets USING (ticket_id)
      WHERE outbox.address_key <> tickets.address_key`,
  },
  {
    rule: 'a mail is of a kind that its cause has',
    breaches: `SELECT cause, kind FROM outbox WHERE NOT CASE kind
      WHEN 'filed' THEN cause = ticket_id || ':filed'
      WHEN 'answered' THEN cause LIKE ticket_id || ':message:%'
      WHEN 'asked' THEN cause LIKE ticket_id || ':message:%'
      WHEN 'resolved' THEN cause LIKE ticket_id || ':message:%' OR cause LIKE ticket_id || ':resolved:%'
      WHEN 'code' THEN cause LIKE 'code:%'
      WHEN 'link' THEN cause LIKE 'link:%'
      WHEN 'new-link' THEN cause LIKE ticket_id || ':new-link:%'
      WHEN 'locked' THEN cause LIKE 'locked:' || ticket_id || ':%'
      WHEN 'unattended' THEN cause LIKE ticket_id || ':unattended:%' ELSE 0 END`,
  },
  {
    rule: 'a mail that is done with keeps no code',
    breaches: `SELECT outbox_id FROM outbox WHERE state <> 'pending' AND sealed_code IS NOT NULL`,
  },
  {
    rule: 'a mail that was sent says so once',
    breaches: `SELECT provider_id FROM outbox WHERE provider_id IS NOT NULL
      GROUP BY provider_id HAVING count(*) > 1
      UNION SELECT outbox_id FROM outbox WHERE (state = 'sent') <> (provider_id IS NOT NULL)`,
  },
]

/** How many statements `readState` has, before those of a page. */
export const stateStatementCount = 5

export const readOpenAsks = `SELECT * FROM asks WHERE ticket_id = ? AND state = 'open' ORDER BY ask_number`

export const readSession = `SELECT sessions.*, session_tickets.grant_kind FROM sessions
  LEFT JOIN session_tickets ON session_tickets.session_hash = sessions.session_hash
    AND session_tickets.ticket_id = ?
  WHERE sessions.session_hash = ?`

export const readPost = 'SELECT * FROM posts WHERE scope = ? AND key = ?'

export const readMessages = `SELECT * FROM messages
  WHERE ticket_id = ? AND visibility = 'public' AND seq < ? AND seq > ?`

export const readEvents = `SELECT * FROM events
  WHERE ticket_id = ? AND of_message = 0 AND seq < ? AND seq > ? ORDER BY seq DESC LIMIT ?`

export const readDraft = 'SELECT * FROM drafts WHERE browser_hash = ? AND ticket_id = ?'

export const readFilingMail = 'SELECT 1 AS mailed FROM outbox WHERE cause = ?'

export const writeDraft = `INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET text = excluded.text, answered = excluded.answered,
    declined = excluded.declined, files = excluded.files, updated_at = excluded.updated_at`

const ofAttachment = '(SELECT ticket_id FROM attachments WHERE attachment_id = ?)'

export const readAttachmentMessage = `SELECT * FROM messages
  WHERE (ticket_id, seq) = (SELECT ticket_id, seq FROM attachments WHERE attachment_id = ?)`

export const readAttachmentTicket = `SELECT * FROM tickets WHERE ticket_id = ${ofAttachment}`

export const readAttachmentSession = readSession.replace('= ?', `= ${ofAttachment}`)

export const readInUse = `SELECT attachment_id FROM attachments
    WHERE attachment_id IN (SELECT value FROM json_each(?1))
  UNION SELECT files.value ->> 'attachmentId' FROM drafts, json_each(drafts.files) AS files
    WHERE drafts.files <> '[]'`

/** How many statements `readState` has, before those of a page. */
export const stateStatementCount = 5

export const readTicket = 'SELECT * FROM tickets WHERE ticket_id = ?'

export const readAsks = 'SELECT * FROM asks WHERE ticket_id = ? ORDER BY ask_number'

export const readAllEvents = 'SELECT * FROM events WHERE ticket_id = ? ORDER BY seq DESC LIMIT 1000'

export const readOpenAsks = `SELECT * FROM asks WHERE ticket_id = ? AND state = 'open' ORDER BY ask_number`

export const readSession = `SELECT sessions.*, session_tickets.grant_kind,
    session_tickets.expires_at AS grant_expires_at FROM sessions
  LEFT JOIN session_tickets ON session_tickets.session_hash = sessions.session_hash
    AND session_tickets.ticket_id = ?
  WHERE sessions.session_hash = ?`

export const readPost = 'SELECT * FROM posts WHERE scope = ? AND key = ?'

// Nothing is read of a ticket that the session has not: how long that takes would tell that there is one, and how long.
const ofSession = `(SELECT ticket_id FROM session_tickets WHERE session_hash = ? AND ticket_id = ?)`

export const readMessages = `SELECT * FROM messages
  WHERE ticket_id = ${ofSession} AND visibility = 'public' AND seq < ? AND seq > ?`

export const readEvents = `SELECT * FROM events
  WHERE ticket_id = ${ofSession} AND of_message = 0 AND seq < ? AND seq > ? ORDER BY seq DESC LIMIT ?`

export const readDraft = 'SELECT * FROM drafts WHERE browser_hash = ? AND ticket_id = ?'

export const readFilingMail = 'SELECT 1 AS mailed FROM outbox WHERE cause = ?'

export const writeDraft = `INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET text = excluded.text, answered = excluded.answered,
    declined = excluded.declined, files = excluded.files, updated_at = excluded.updated_at`

// Of the tickets a file is in, the one that the session has.
const ofAttachment = `(SELECT placed.ticket_id FROM attachments AS placed
  LEFT JOIN session_tickets AS opened
    ON opened.ticket_id = placed.ticket_id AND opened.session_hash = ?2
  WHERE placed.attachment_id = ?1 ORDER BY opened.granted_at DESC LIMIT 1)`

export const readAttachment = `SELECT * FROM attachments
  WHERE attachment_id = ?1 AND ticket_id = ${ofAttachment}`

export const readAttachmentMessage = `SELECT * FROM messages
  WHERE ticket_id = ${ofAttachment} AND seq = (
    SELECT seq FROM attachments WHERE attachment_id = ?1 AND ticket_id = ${ofAttachment})`

export const readAttachmentTicket = `SELECT * FROM tickets WHERE ticket_id = ${ofAttachment}`

export const readAttachmentSession = `SELECT sessions.*, session_tickets.grant_kind,
    session_tickets.expires_at AS grant_expires_at FROM sessions
  LEFT JOIN session_tickets ON session_tickets.session_hash = sessions.session_hash
    AND session_tickets.ticket_id = ${ofAttachment}
  WHERE sessions.session_hash = ?2`

export const forgetDraftFiles = 'DELETE FROM draft_files WHERE browser_hash = ? AND ticket_id = ?'

export const writeDraftFiles = `INSERT INTO draft_files
  SELECT ?, ?, value ->> 'attachmentId' FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`

export const readInUse = `SELECT attachment_id FROM attachments
    WHERE attachment_id IN (SELECT value FROM json_each(?1))
  UNION SELECT attachment_id FROM draft_files
    WHERE attachment_id IN (SELECT value FROM json_each(?1))`

import { sessionEnd, type Grant, type Session } from '../core/access/session.ts'
import type { Database } from './d1-database.ts'

/** Opens a ticket to a session, for as long as a session of its kind lives. */
export function grantStatement(
  db: Database,
  session: Session,
  ticketId: string,
  { kind, at }: { kind: Grant; at: Date },
): D1PreparedStatement {
  const expiresAt = sessionEnd({ ...session, createdAt: at }).getTime()
  return db.prepare(addGrant).bind(session.sessionHash, ticketId, kind, at.getTime(), expiresAt)
}

/**
 * Moves the tickets of a browser's earlier session into its new one, none of them for a moment longer than before;
 * those of a session that ran out or was ended come along as lapsed, so that what is written there is kept.
 */
export function moveGrantsStatement(
  db: Database,
  { to, from, live }: { to: string; from: string; live: boolean },
): D1PreparedStatement {
  return db.prepare(moveGrants).bind(to, Number(live), from, from)
}

const addGrant = `INSERT INTO session_tickets
    (session_hash, ticket_id, grant_kind, granted_at, expires_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT DO NOTHING`

const moveGrants = `INSERT INTO session_tickets
    (session_hash, ticket_id, grant_kind, granted_at, expires_at)
  SELECT ?, ticket_id, grant_kind, granted_at, CASE WHEN ? = 1 AND EXISTS (
      SELECT 1 FROM sessions WHERE session_hash = ? AND ended_at IS NULL) THEN expires_at ELSE 0 END
    FROM session_tickets WHERE session_hash = ?
  ON CONFLICT DO NOTHING`

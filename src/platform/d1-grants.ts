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

export interface MovedGrants {
  session: Session
  /** Hash of the browser's earlier session. */
  from: string
  live: boolean
  /** Ends the earlier session; without it, it had run out anyway. */
  endedAt: Date | undefined
}

/** The same in a database that only the earlier session has tickets in: the new one begins there if there are any. */
export function moveSessionStatements(
  db: Database,
  { session, from, live, endedAt }: MovedGrants,
): D1PreparedStatement[] {
  const { sessionHash, browserHash, remembered, createdAt, seenAt } = session
  const row = [sessionHash, browserHash, Number(remembered), createdAt.getTime(), seenAt.getTime()]
  return [
    db.prepare(beginSession).bind(...row, from),
    moveGrantsStatement(db, { to: sessionHash, from, live }),
    ...(endedAt ? [endSessionStatement(db, from, endedAt)] : []),
  ]
}

/** Ends one session here. */
export function endSessionStatement(
  db: Database,
  sessionHash: string,
  at: Date,
): D1PreparedStatement {
  return db.prepare(endSession).bind(at.getTime(), sessionHash)
}

/** The sessions that open a ticket of this database, all but one. */
export function ticketSessionsStatement(
  db: Database,
  ticketId: string,
  except: string | undefined,
): D1PreparedStatement {
  return db.prepare(readTicketSessions).bind(ticketId, except ?? null)
}

/** Ends these sessions here. */
export function endSessionsStatement(
  db: Database,
  sessionHashes: string[],
  at: Date,
): D1PreparedStatement {
  return db.prepare(endSessions).bind(at.getTime(), JSON.stringify(sessionHashes))
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

const beginSession = `INSERT INTO sessions SELECT ?, ?, ?, ?, ?, NULL
  WHERE EXISTS (SELECT 1 FROM session_tickets WHERE session_hash = ?) ON CONFLICT DO NOTHING`

const endSession = 'UPDATE sessions SET ended_at = coalesce(ended_at, ?) WHERE session_hash = ?'

const readTicketSessions = `SELECT session_hash FROM session_tickets
  WHERE ticket_id = ? AND session_hash IS NOT ?`

const endSessions = `UPDATE sessions SET ended_at = ? WHERE ended_at IS NULL
  AND session_hash IN (SELECT value FROM json_each(?))`

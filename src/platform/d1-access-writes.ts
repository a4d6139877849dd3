import type { Confirmation, NewCode } from '../core/access/access-store.ts'
import { limits } from '../core/limits.ts'
import { abortUnlessChanged, type Database } from './d1-database.ts'
import { endSessionStatement, grantStatement, moveGrantsStatement } from './d1-grants.ts'
import { outboxStatement } from './d1-outbox.ts'

const hour = 3_600_000
const day = 24 * hour

/** A new code with its mail; aborts where a budget is used up at this moment. */
export function newCodeToStatements(
  db: Database,
  { code, ticketId, newChallenge, mail }: NewCode,
): D1PreparedStatement[] {
  const { codeId, challengeId, browserHash, mac } = code
  const at = code.sentAt.getTime()
  const ids = [
    codeId,
    challengeId,
    ticketId,
    browserHash,
    mac ?? null,
    at,
    code.expiresAt.getTime(),
  ]
  const budgets = [
    ...[ticketId, at - hour, limits.codesPerHour],
    ...[ticketId, browserHash, at - limits.resendAfterSeconds * 1000],
    ...[ticketId, at - hour, limits.wrongAttemptsPerHour],
    ...[ticketId, at - day, limits.wrongAttemptsPerDay],
  ]
  const challenge = [challengeId, ticketId, browserHash, Number(mac !== undefined), at]
  return [
    db.prepare(addCode).bind(...ids, ...budgets),
    db.prepare(abortUnlessChanged),
    ...(newChallenge ? [db.prepare(addChallenge).bind(...challenge)] : []),
    outboxStatement(db, mail),
  ]
}

const addCode = `INSERT INTO codes SELECT ?, ?, ?, ?, ?, ?, ?
  WHERE (SELECT count(*) FROM codes WHERE ticket_id = ? AND sent_at > ?) < ?
    AND NOT EXISTS (SELECT 1 FROM codes WHERE ticket_id = ? AND browser_hash = ? AND sent_at > ?)
    AND (SELECT count(*) FROM attempts
      WHERE ticket_id = ? AND succeeded = 0 AND attempted_at > ?) < ?
    AND (SELECT count(*) FROM attempts
      WHERE ticket_id = ? AND succeeded = 0 AND attempted_at > ?) < ?`

const addChallenge = `INSERT INTO challenges
    (challenge_id, ticket_id, browser_hash, codes_in_d1, created_at) VALUES (?, ?, ?, ?, ?)`

/** Consumption of a code and the session it opens; aborts where the challenge was confirmed already. */
export function confirmationToStatements(
  db: Database,
  confirmation: Confirmation,
): D1PreparedStatement[] {
  const { challengeId, ticketId, codeId, attemptId, session, device } = confirmation
  const at = confirmation.at.getTime()
  const { sessionHash, browserHash } = session
  const { previous } = confirmation
  const from = previous?.sessionHash ?? ''
  return [
    db.prepare(useChallenge).bind(at, codeId, sessionHash, device, challengeId),
    db.prepare(abortUnlessChanged),
    db.prepare('UPDATE attempts SET succeeded = 1 WHERE attempt_id = ?').bind(attemptId),
    db.prepare(addSession).bind(sessionHash, browserHash, Number(session.remembered), at, at),
    grantStatement(db, session, ticketId, { kind: 'proven', at: confirmation.at }),
    moveGrantsStatement(db, { to: sessionHash, from, live: previous?.live ?? false }),
    endSessionStatement(db, from, confirmation.at),
    db.prepare(verifyTicket).bind(at, ticketId),
    db.prepare(addOpened).bind(JSON.stringify({ device }), at, ticketId),
    verifyAddressStatement(db, confirmation),
  ]
}

/** Remembers that an address was proven. */
export function verifyAddressStatement(
  db: Database,
  { addressKey, at }: Pick<Confirmation, 'addressKey' | 'at'>,
): D1PreparedStatement {
  return db.prepare(verifyAddress).bind(addressKey, at.getTime())
}

const useChallenge = `UPDATE challenges
  SET confirmed_at = ?, confirmed_code_id = ?, session_hash = ?, device = ?
  WHERE challenge_id = ? AND confirmed_at IS NULL`

const addSession = 'INSERT INTO sessions VALUES (?, ?, ?, ?, ?, NULL)'

const verifyTicket = `UPDATE tickets SET verified_at = coalesce(verified_at, ?),
  next_seq = next_seq + 1, version = version + 1 WHERE ticket_id = ?`

const addOpened = `INSERT INTO events (ticket_id, seq, kind, actor, detail, of_message, created_at)
  SELECT ticket_id, next_seq - 1, 'opened', 'requester', ?, 0, ? FROM tickets WHERE ticket_id = ?`

const verifyAddress = 'INSERT INTO verified_addresses VALUES (?, ?) ON CONFLICT DO NOTHING'

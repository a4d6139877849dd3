import type { AccessStore, Confirmation, LinkState, NewCode } from '../core/access/access-store.ts'
import type { Session } from '../core/access/session.ts'
import { limits } from '../core/limits.ts'
import type { OutboxMail } from '../core/notifications/outbox.ts'
import { confirmationToStatements, newCodeToStatements } from './d1-access-writes.ts'
import { both, linkCondition, strangerBudget } from './d1-budgets.ts'
import { isStale, runBatch, runOne, type Database } from './d1-database.ts'
import { outboxStatement } from './d1-outbox.ts'
import {
  date,
  rowToChallenge,
  rowToCode,
  rowToGrant,
  rowToSession,
  rowToTicket,
} from './d1-rows.ts'

const hour = 3_600_000
const day = 24 * hour

export class D1Access implements AccessStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async readLink(query: Parameters<AccessStore['readLink']>[0]): Promise<LinkState | undefined> {
    const { ticketId, browserHash, sessionHash, now } = query
    const at = now.getTime()
    const [tickets = [], challenges = [], codes = [], attempts = [], sessions = []] =
      await runBatch(this.#db, [
        this.#db.prepare('SELECT * FROM tickets WHERE ticket_id = ?').bind(ticketId),
        this.#db.prepare(readChallenge).bind(ticketId, browserHash),
        this.#db.prepare(readCodes).bind(ticketId, at - hour),
        this.#db.prepare(readWrongAttempts).bind(ticketId, at - day),
        this.#db.prepare(readSession).bind(ticketId, sessionHash ?? ''),
      ])
    const [ticket] = tickets.map(rowToTicket)
    const [session] = sessions
    if (!ticket) return undefined
    return {
      ticket,
      attempts: {
        browserHash,
        challenge: challenges.map(rowToChallenge)[0],
        codes: codes.map(rowToCode),
        wrongAttemptsAt: attempts.map((row) => date(row, 'attempted_at')),
      },
      session: session && rowToSession(session),
      grant: session && rowToGrant(session),
    }
  }

  async findSession(sessionHash: string): Promise<Session | undefined> {
    const select = this.#db.prepare('SELECT * FROM sessions WHERE session_hash = ?')
    return (await runOne(this.#db, select.bind(sessionHash))).map(rowToSession)[0]
  }

  async hadTicket(browserHash: string, ticketId: string): Promise<boolean> {
    const rows = await runOne(this.#db, this.#db.prepare(readHadTicket).bind(ticketId, browserHash))
    return rows.length > 0
  }

  async addCode(code: NewCode): Promise<boolean> {
    return this.#unlessStale(newCodeToStatements(this.#db, code))
  }

  async takeAttempt({
    attemptId,
    challengeId,
    ticketId,
    at,
  }: Parameters<AccessStore['takeAttempt']>[0]): Promise<boolean> {
    const now = at.getTime()
    const values = [
      ...[attemptId, challengeId, ticketId, now],
      challengeId,
      ...[challengeId, limits.attemptsPerChallenge],
      ...[ticketId, now - hour, limits.wrongAttemptsPerHour],
      ...[ticketId, now - day, limits.wrongAttemptsPerDay],
    ]
    const rows = await runOne(this.#db, this.#db.prepare(takeAttempt).bind(...values))
    return rows.length === 1
  }

  async returnAttempt(
    { attemptId }: { attemptId: string },
    then?: { codesInDatabase: string },
  ): Promise<void> {
    const keep = 'UPDATE challenges SET codes_in_d1 = 1 WHERE challenge_id = ?'
    await runBatch(this.#db, [
      this.#db.prepare('DELETE FROM attempts WHERE attempt_id = ?').bind(attemptId),
      this.#db.prepare(keep).bind(then?.codesInDatabase ?? ''),
    ])
  }

  async confirm(confirmation: Confirmation): Promise<boolean> {
    return this.#unlessStale(confirmationToStatements(this.#db, confirmation))
  }

  async requestLink(mail: OutboxMail): Promise<void> {
    await this.#writeLink(mail, both(linkCondition(mail), strangerBudget('link', mail)))
  }

  /** Whether a link that is asked for would be mailed, for all that this database knows. */
  async wouldMailLink(mail: OutboxMail): Promise<boolean> {
    const { sql, values } = linkCondition(mail)
    const rows = await runOne(
      this.#db,
      this.#db.prepare(`SELECT 1 AS mails WHERE ${sql}`).bind(...values),
    )
    return rows.length > 0
  }

  /** Adds the mail as `requestLink`, where another database says whether the budget of its address allows it. */
  async mailLink(mail: OutboxMail, isAllowed: boolean): Promise<void> {
    const allowed = { sql: '? = 1', values: [Number(isAllowed)] }
    await this.#writeLink(mail, both(linkCondition(mail), allowed))
  }

  // Whoever asks, the store has something to write: how long that takes must not tell whose ticket it is.
  async #writeLink(mail: OutboxMail, condition: ReturnType<typeof both>): Promise<void> {
    const nobodys = { ...mail, outboxId: `${mail.outboxId}:none`, cause: `${mail.cause}:none` }
    const remove = this.#db.prepare('DELETE FROM outbox WHERE outbox_id = ?')
    await runBatch(this.#db, [
      outboxStatement(this.#db, mail, condition),
      outboxStatement(this.#db, nobodys),
      remove.bind(nobodys.outboxId),
    ])
  }

  async touchSession(sessionHash: string, now: Date): Promise<void> {
    const update = 'UPDATE sessions SET seen_at = max(seen_at, ?) WHERE session_hash = ?'
    await runOne(this.#db, this.#db.prepare(update).bind(now.getTime(), sessionHash))
  }

  async sweep(now: Date): Promise<void> {
    const at = now.getTime()
    const keptSeconds = limits.rememberedSessionSeconds + limits.endedSessionKeptSeconds
    const seenBefore = at - keptSeconds * 1000
    await runBatch(this.#db, [
      this.#db.prepare(sweepGrants).bind(seenBefore),
      this.#db.prepare('DELETE FROM sessions WHERE seen_at < ?').bind(seenBefore),
      this.#db.prepare('DELETE FROM challenges WHERE created_at < ?').bind(at - 2 * day),
      this.#db.prepare('DELETE FROM codes WHERE sent_at < ?').bind(at - 2 * day),
      this.#db.prepare('DELETE FROM attempts WHERE attempted_at < ?').bind(at - 2 * day),
      this.#db.prepare('DELETE FROM mail_reservations WHERE created_at < ?').bind(at - 2 * day),
    ])
  }

  async #unlessStale(statements: D1PreparedStatement[]): Promise<boolean> {
    try {
      await runBatch(this.#db, statements)
      return true
    } catch (error) {
      if (isStale(error)) return false
      throw error
    }
  }
}

const readChallenge = `SELECT challenges.*, (SELECT count(*) FROM attempts
    WHERE attempts.challenge_id = challenges.challenge_id AND succeeded = 0) AS wrong_attempts
  FROM challenges WHERE ticket_id = ? AND browser_hash = ? ORDER BY created_at DESC LIMIT 1`

const readCodes = 'SELECT * FROM codes WHERE ticket_id = ? AND sent_at > ? ORDER BY sent_at'

const readWrongAttempts = `SELECT attempted_at FROM attempts
  WHERE ticket_id = ? AND succeeded = 0 AND attempted_at > ? ORDER BY attempted_at`

const readSession = `SELECT sessions.*, session_tickets.grant_kind,
    session_tickets.expires_at AS grant_expires_at FROM sessions
  LEFT JOIN session_tickets ON session_tickets.session_hash = sessions.session_hash
    AND session_tickets.ticket_id = ?
  WHERE sessions.session_hash = ?`

const readHadTicket = `SELECT 1 AS had FROM session_tickets
  JOIN sessions ON sessions.session_hash = session_tickets.session_hash
  WHERE session_tickets.ticket_id = ? AND sessions.browser_hash = ? LIMIT 1`

// One statement, so that of any number of guesses at once no more are let through than there are attempts left.
const takeAttempt = `INSERT INTO attempts SELECT ?, ?, ?, 0, ?
  WHERE EXISTS (SELECT 1 FROM challenges WHERE challenge_id = ? AND confirmed_at IS NULL)
    AND (SELECT count(*) FROM attempts WHERE challenge_id = ? AND succeeded = 0) < ?
    AND (SELECT count(*) FROM attempts
      WHERE ticket_id = ? AND succeeded = 0 AND attempted_at > ?) < ?
    AND (SELECT count(*) FROM attempts
      WHERE ticket_id = ? AND succeeded = 0 AND attempted_at > ?) < ?
  RETURNING attempt_id`

const sweepGrants = `DELETE FROM session_tickets
  WHERE session_hash IN (SELECT session_hash FROM sessions WHERE seen_at < ?)`

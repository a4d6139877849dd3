import type { MailKind } from '../core/notifications/mail.ts'
import type { ClaimedMail, MailOutcome, OutboxMail } from '../core/notifications/outbox.ts'
import type { OutboxStore } from '../core/notifications/outbox-store.ts'
import type { Locale } from '../i18n/locales.ts'
import type { Condition } from './d1-budgets.ts'
import { runBatch, runOne, type Database, type Row } from './d1-database.ts'
import { date, maybeText, number, text } from './d1-rows.ts'

/** Adds a mail unless its cause has had one, and only where the condition holds at that moment. */
export function outboxStatement(
  db: Database,
  mail: OutboxMail,
  condition: Condition = { sql: '1', values: [] },
): D1PreparedStatement {
  const { outboxId, cause, ticketId, addressKey, kind, sealedCode } = mail
  const createdAt = mail.createdAt.getTime()
  const dueAt = mail.dueAt?.getTime() ?? createdAt
  const insert = `INSERT INTO outbox (outbox_id, cause, ticket_id, address_key, kind, sealed_code,
      state, tries, due_at, created_at, expires_at)
    SELECT ?, ?, ?, ?, ?, ?, 'pending', 0, ?, ?, ? WHERE ${condition.sql}
    ON CONFLICT (cause) DO NOTHING`
  const words = [outboxId, cause, ticketId, addressKey, kind, sealedCode ?? null]
  const times = [dueAt, createdAt, mail.expiresAt.getTime()]
  return db.prepare(insert).bind(...words, ...times, ...condition.values)
}

export interface DueMail {
  isCode: boolean
  /** In unix milliseconds. */
  dueAt: number
}

export class D1Outbox implements OutboxStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async add(mail: OutboxMail): Promise<void> {
    await runOne(this.#db, outboxStatement(this.#db, mail))
  }

  async addForRequester(mail: OutboxMail): Promise<void> {
    const own = 'EXISTS (SELECT 1 FROM tickets WHERE ticket_id = ? AND address_key = ?)'
    const condition = { sql: own, values: [mail.ticketId, mail.addressKey] }
    await runOne(this.#db, outboxStatement(this.#db, mail, condition))
  }

  async linkMailsAt(ticketId: string, now: Date): Promise<Date[]> {
    const select = `SELECT created_at FROM outbox
      WHERE ticket_id = ? AND kind IN ('link', 'new-link') AND created_at > ?`
    const since = now.getTime() - 86_400_000
    const rows = await runOne(this.#db, this.#db.prepare(select).bind(ticketId, since))
    return rows.map((row) => date(row, 'created_at'))
  }

  /** The mails that a claim would take, in its order. */
  async listDue({ now, max }: { now: Date; max: number }): Promise<DueMail[]> {
    const at = now.getTime()
    const select = this.#db.prepare(selectDue('due.kind, due.due_at'))
    const rows = await runOne(this.#db, select.bind(at, at, max))
    return rows.map((row) => ({ isCode: row['kind'] === 'code', dueAt: number(row, 'due_at') }))
  }

  async claim({
    lease,
    now,
    until,
    max,
  }: {
    lease: string
    now: Date
    until: Date
    max: number
  }): Promise<ClaimedMail[]> {
    const at = now.getTime()
    const [, rows = []] = await runBatch(this.#db, [
      this.#db.prepare(claimDue).bind(lease, until.getTime(), at, at, max),
      this.#db.prepare(readClaimed).bind(lease),
    ])
    return rows.map(rowToClaimedMail)
  }

  async finish(mail: ClaimedMail, outcome: MailOutcome, now: Date): Promise<void> {
    const { outboxId, lease, ticketId, kind } = mail
    const at = now.getTime()
    const statements = [
      this.#db
        .prepare(outcome.state === 'pending' ? putBack : finish)
        .bind(...finishValues(outcome, at), outboxId, lease),
    ]
    if (outcome.state === 'failed') {
      const detail = JSON.stringify({ kind })
      statements.push(
        this.#db.prepare(nextSeq).bind(ticketId),
        this.#db.prepare(addFailure).bind(detail, at, ticketId),
      )
    }
    await runBatch(this.#db, statements)
  }
}

// Codes first: somebody waits for them. Of one ticket's other mails only the oldest unsent one, so that they keep order.
const selectDue = (columns: string) => `SELECT ${columns} FROM outbox AS due
    WHERE due.state = 'pending' AND due.due_at <= ?
      AND (due.leased_until IS NULL OR due.leased_until <= ?)
      AND (due.kind = 'code' OR NOT EXISTS (
        SELECT 1 FROM outbox AS earlier
        WHERE earlier.ticket_id = due.ticket_id AND earlier.state = 'pending'
          AND earlier.kind <> 'code' AND earlier.outbox_number < due.outbox_number))
    ORDER BY due.kind = 'code' DESC, due.due_at, due.outbox_number LIMIT ?`

const claimDue = `UPDATE outbox SET lease = ?, leased_until = ?, tries = tries + 1
  WHERE outbox_id IN (${selectDue('due.outbox_id')})`

const readClaimed = `SELECT outbox.*, tickets.email, tickets.locale, tickets.link_generation
  FROM outbox JOIN tickets ON tickets.ticket_id = outbox.ticket_id
  WHERE outbox.lease = ? AND outbox.state = 'pending' ORDER BY outbox.outbox_number`

const finish = `UPDATE outbox SET state = ?, provider_id = ?, finished_at = ?, sealed_code = NULL,
  lease = NULL, leased_until = NULL WHERE outbox_id = ? AND lease = ?`

const putBack = `UPDATE outbox SET due_at = ?, lease = NULL, leased_until = NULL
  WHERE outbox_id = ? AND lease = ?`

const nextSeq = `UPDATE tickets SET next_seq = next_seq + 1, version = version + 1
  WHERE ticket_id = ? AND changes() = 1`

const addFailure = `INSERT INTO events (ticket_id, seq, kind, actor, detail, of_message, created_at)
  SELECT ticket_id, next_seq - 1, 'mail-failed', 'system', ?, 0, ? FROM tickets
  WHERE ticket_id = ? AND changes() = 1`

function finishValues(outcome: MailOutcome, at: number): (string | number | null)[] {
  if (outcome.state === 'pending') return [outcome.dueAt.getTime()]
  return [outcome.state, outcome.state === 'sent' ? outcome.providerId : null, at]
}

function rowToClaimedMail(row: Row): ClaimedMail {
  return {
    outboxId: text(row, 'outbox_id'),
    cause: text(row, 'cause'),
    ticketId: text(row, 'ticket_id'),
    addressKey: text(row, 'address_key'),
    kind: text(row, 'kind') as MailKind,
    sealedCode: maybeText(row, 'sealed_code'),
    createdAt: date(row, 'created_at'),
    expiresAt: date(row, 'expires_at'),
    lease: text(row, 'lease'),
    tries: number(row, 'tries'),
    email: text(row, 'email'),
    locale: text(row, 'locale') as Locale,
    linkGeneration: number(row, 'link_generation'),
  }
}

import { limits } from '../core/limits.ts'
import type { OutboxMail } from '../core/notifications/outbox.ts'
import { runBatch, type Database } from './d1-database.ts'

const day = 86_400_000

/** A part of a WHERE clause with its values. */
export interface Condition {
  sql: string
  values: (string | number)[]
}

const perDay = { filed: limits.filingMailsPerDay, link: limits.linkMailsPerDay }

/** An address that nobody has proven gets only so many mails of a kind a day, however many tickets were filed with it. */
export function strangerBudget(
  kind: keyof typeof perDay,
  { addressKey, createdAt }: Pick<OutboxMail, 'addressKey' | 'createdAt'>,
): Condition {
  const mails = [addressKey, kind, createdAt.getTime() - day]
  return {
    sql: `(EXISTS (SELECT 1 FROM verified_addresses WHERE address_key = ?)
      OR (SELECT count(*) FROM outbox WHERE address_key = ? AND kind = ? AND created_at > ?)
        + (SELECT count(*) FROM mail_reservations
            WHERE address_key = ? AND kind = ? AND created_at > ?) < ?)`,
    values: [addressKey, ...mails, ...mails, perDay[kind]],
  }
}

/** A link that is asked for goes to its ticket's own address, while there are mails for it and the link would open. */
export function linkCondition(mail: OutboxMail): Condition {
  const { ticketId, addressKey, createdAt } = mail
  const own = {
    sql: `EXISTS (SELECT 1 FROM tickets WHERE ticket_id = ? AND address_key = ?
      AND (closed_at IS NULL OR closed_at > ?))`,
    values: [ticketId, addressKey, createdAt.getTime() - limits.linkDaysAfterClose * day],
  }
  return both(own, linkBudget(mail))
}

/** A ticket gets only so many mails with a link that was asked for, one some time after the other. */
export function linkBudget({ ticketId, createdAt }: OutboxMail): Condition {
  const at = createdAt.getTime()
  return {
    sql: `(SELECT count(*) FROM outbox
        WHERE ticket_id = ? AND kind IN ('link', 'new-link') AND created_at > ?) < ?
      AND NOT EXISTS (SELECT 1 FROM outbox
        WHERE ticket_id = ? AND kind IN ('link', 'new-link') AND created_at > ?)`,
    values: [
      ...[ticketId, at - day, limits.linkMailsPerDay],
      ...[ticketId, at - limits.linkMailGapSeconds * 1000],
    ],
  }
}

/** Both conditions. */
export function both(one: Condition, other: Condition): Condition {
  return { sql: `${one.sql} AND ${other.sql}`, values: [...one.values, ...other.values] }
}

export interface Reservation {
  /** The same one again is one mail. */
  reservation: string
  kind: keyof typeof perDay
  mail: OutboxMail
  /** Whether the mail would go as far as its own database knows. Where not, this takes as long and does nothing. */
  wanted: boolean
}

/** Takes a mail of another database's ticket out of its address's budget; says whether it may go. */
export async function reserveMail(
  db: Database,
  { reservation, kind, mail, wanted }: Reservation,
): Promise<boolean> {
  const { sql, values } = strangerBudget(kind, mail)
  const insert = `INSERT INTO mail_reservations SELECT ?, ?, ?, ? WHERE ? = 1 AND ${sql}
    ON CONFLICT DO NOTHING`
  const row = [reservation, mail.addressKey, kind, mail.createdAt.getTime(), Number(wanted)]
  const select = 'SELECT 1 AS reserved FROM mail_reservations WHERE reservation = ?'
  const [, reserved = []] = await runBatch(db, [
    db.prepare(insert).bind(...row, ...values),
    db.prepare(select).bind(reservation),
  ])
  return wanted && reserved.length > 0
}

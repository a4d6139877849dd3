import { limits } from '../../src/core/limits.ts'
import type { Rule } from './thread-rules.ts'

const hour = 3_600_000
const day = 24 * hour

/** More than `most` rows of one ticket within a stretch of time, counted back from each of them. */
function tooMany(
  table: string,
  at: string,
  most: number,
  milliseconds: number,
  where = '1',
): string {
  return `SELECT ticket_id, ${at} FROM ${table} AS latest WHERE ${where} AND ${most} < (
    SELECT count(*) FROM ${table} WHERE ${where} AND ticket_id = latest.ticket_id
      AND ${at} > latest.${at} - ${milliseconds} AND ${at} <= latest.${at})`
}

/** Codes, attempts and sessions stay within what the contract allows. */
export const accessRules: Rule[] = [
  {
    rule: 'a challenge has no more wrong attempts than it may',
    breaches: `SELECT challenge_id, count(*) AS wrong FROM attempts WHERE succeeded = 0
      GROUP BY challenge_id HAVING count(*) > ${limits.attemptsPerChallenge}`,
  },
  {
    rule: 'wrong attempts of an hour',
    breaches: tooMany(
      'attempts',
      'attempted_at',
      limits.wrongAttemptsPerHour,
      hour,
      'succeeded = 0',
    ),
  },
  {
    rule: 'wrong attempts of a day',
    breaches: tooMany('attempts', 'attempted_at', limits.wrongAttemptsPerDay, day, 'succeeded = 0'),
  },
  {
    rule: 'codes of an hour',
    breaches: tooMany('codes', 'sent_at', limits.codesPerHour, hour),
  },
  {
    rule: 'codes to one browser keep their distance',
    breaches: `SELECT one.ticket_id FROM codes AS one JOIN codes AS other
        ON one.ticket_id = other.ticket_id AND one.browser_hash = other.browser_hash
          AND one.code_id < other.code_id
      WHERE abs(one.sent_at - other.sent_at) < ${limits.resendAfterSeconds * 1000}`,
  },
  {
    rule: 'new links asked for, a day',
    breaches: tooMany(
      'outbox',
      'created_at',
      limits.linkMailsPerDay,
      day,
      "kind IN ('link', 'new-link')",
    ),
  },
  {
    rule: 'new links asked for keep their distance',
    breaches: `SELECT one.ticket_id FROM outbox AS one JOIN outbox AS other
        ON one.ticket_id = other.ticket_id AND one.outbox_number < other.outbox_number
      WHERE one.kind IN ('link', 'new-link') AND other.kind IN ('link', 'new-link')
        AND abs(one.created_at - other.created_at) < ${limits.linkMailGapSeconds * 1000}`,
  },
  {
    rule: 'a session was opened by one code',
    breaches: `SELECT session_hash FROM challenges WHERE session_hash IS NOT NULL
      GROUP BY session_hash HAVING count(*) > 1`,
  },
  {
    rule: 'a used challenge has its session, its right attempt and the code that was right',
    breaches: `SELECT challenge_id FROM challenges WHERE confirmed_at IS NOT NULL AND (
      NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.session_hash = challenges.session_hash)
      OR 1 <> (SELECT count(*) FROM attempts
        WHERE attempts.challenge_id = challenges.challenge_id AND succeeded = 1)
      OR NOT EXISTS (SELECT 1 FROM codes WHERE code_id = confirmed_code_id
        AND codes.challenge_id = challenges.challenge_id
        AND codes.browser_hash = challenges.browser_hash
        AND codes.ticket_id = challenges.ticket_id))`,
  },
  {
    rule: 'an open challenge has no right attempt',
    breaches: `SELECT attempts.challenge_id FROM attempts JOIN challenges USING (challenge_id)
      WHERE succeeded = 1 AND confirmed_at IS NULL`,
  },
  {
    rule: 'a confirmed ticket is verified, and its timeline says that it was opened',
    breaches: `SELECT challenges.ticket_id FROM challenges JOIN tickets USING (ticket_id)
      WHERE confirmed_at IS NOT NULL AND (verified_at IS NULL OR NOT EXISTS (SELECT 1 FROM events
        WHERE events.ticket_id = challenges.ticket_id AND events.kind = 'opened'))`,
  },
  {
    rule: 'whoever filed a ticket in a session did so in its browser',
    breaches: `SELECT session_tickets.session_hash, ticket_id FROM session_tickets
        JOIN sessions ON sessions.session_hash = session_tickets.session_hash
      WHERE grant_kind = 'filed' AND NOT EXISTS (SELECT 1 FROM posts
        WHERE scope = browser_hash || ':new' AND posts.ticket_id = session_tickets.ticket_id)`,
  },
]

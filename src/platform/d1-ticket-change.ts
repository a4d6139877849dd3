import { addressKey } from '../core/email-address.ts'
import type { TicketChange } from '../core/tickets/ticket-change.ts'
import type { Ask, Message, StoredFile, Ticket, TicketEvent } from '../core/tickets/ticket.ts'
import { linkBudget, strangerBudget } from './d1-budgets.ts'
import { abortUnlessChanged, type Database } from './d1-database.ts'
import { grantStatement, moveGrantsStatement } from './d1-grants.ts'
import { outboxStatement } from './d1-outbox.ts'

/** Everything a change writes, as statements of one batch. */
export function changeToStatements(db: Database, change: TicketChange): D1PreparedStatement[] {
  const { ticket, messages, events, newAsks } = change
  return [
    ...postStatements(db, change),
    ...ticketStatements(db, ticket),
    ...messages.flatMap((message) => messageStatements(db, ticket.ticketId, message)),
    ...events.map((event) => eventStatement(db, ticket.ticketId, event)),
    ...newAsks.map((ask) => askStatement(db, ticket.ticketId, ask)),
    ...changedAskStatements(db, change),
    ...mailStatements(db, change),
    ...grantStatements(db, change),
    ...endSessionStatements(db, change),
    ...draftStatements(db, change),
  ]
}

function postStatements(db: Database, { post, now }: TicketChange): D1PreparedStatement[] {
  if (!post) return []
  const { scope, key, fingerprint, ticketId, seq } = post
  const insert = 'INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?)'
  return [db.prepare(insert).bind(scope, key, fingerprint, ticketId, seq ?? null, now.getTime())]
}

const ticketColumns = [
  'locale',
  'email',
  'address_key',
  'requester_name',
  'category',
  'subject',
  'transaction_ids',
  'happened_at_text',
  'status',
  'verified_at',
  'link_generation',
  'next_seq',
  'attachment_bytes',
  'follows',
  'followed_by',
  'created_at',
  'updated_at',
  'resolved_at',
  'closed_at',
]

function ticketValues(ticket: Ticket): (string | number | null)[] {
  return [
    ticket.locale,
    ticket.email,
    addressKey(ticket.email),
    ticket.requesterName,
    ticket.category,
    ticket.subject,
    ticket.transactionIds,
    ticket.happenedAtText,
    ticket.status,
    ticket.verifiedAt?.getTime() ?? null,
    ticket.linkGeneration,
    ticket.nextSeq,
    ticket.attachmentBytes,
    ticket.follows ?? null,
    ticket.followedBy ?? null,
    ticket.createdAt.getTime(),
    ticket.updatedAt.getTime(),
    ticket.resolvedAt?.getTime() ?? null,
    ticket.closedAt?.getTime() ?? null,
  ]
}

// Version 0 is a ticket that is not there yet.
function ticketStatements(db: Database, ticket: Ticket): D1PreparedStatement[] {
  const { ticketId, version } = ticket
  if (version === 0) {
    const marks = ticketColumns.map(() => '?').join(', ')
    const insert = `INSERT INTO tickets (ticket_id, version, ${ticketColumns.join(', ')})`
    return [db.prepare(`${insert} VALUES (?, 1, ${marks})`).bind(ticketId, ...ticketValues(ticket))]
  }
  const set = ticketColumns.map((column) => `${column} = ?`).join(', ')
  const update = `UPDATE tickets SET version = version + 1, ${set} WHERE ticket_id = ? AND version = ?`
  return [
    db.prepare(update).bind(...ticketValues(ticket), ticketId, version),
    db.prepare(abortUnlessChanged),
  ]
}

function messageStatements(
  db: Database,
  ticketId: string,
  message: Message,
): D1PreparedStatement[] {
  const { seq, author, authorName, visibility, text, files, createdAt } = message
  const insert = 'INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
  const words = [author, authorName, visibility, text, JSON.stringify(files)]
  return [
    db.prepare(insert).bind(ticketId, seq, ...words, createdAt.getTime()),
    ...files.map((file, position) =>
      attachmentStatement(db, file, [ticketId, seq, position, createdAt.getTime()]),
    ),
  ]
}

// A form whose key was used keeps its file under a fresh one: the file is then in two messages, its row with the first.
function attachmentStatement(
  db: Database,
  { attachmentId, name, mediaType, bytes, sha256 }: StoredFile,
  [ticketId, seq, position, createdAt]: [string, number, number, number],
): D1PreparedStatement {
  const insert = 'INSERT INTO attachments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'
  return db
    .prepare(insert)
    .bind(attachmentId, ticketId, seq, position, name, mediaType, bytes, sha256, createdAt)
}

function eventStatement(db: Database, ticketId: string, event: TicketEvent): D1PreparedStatement {
  const { seq, kind, actor, detail, ofMessage, createdAt } = event
  return db
    .prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)')
    .bind(
      ticketId,
      seq,
      kind,
      actor,
      JSON.stringify(detail),
      Number(ofMessage),
      createdAt.getTime(),
    )
}

function askStatement(db: Database, ticketId: string, ask: Ask): D1PreparedStatement {
  const { askNumber, kind, label, state, askedSeq } = ask
  return db
    .prepare('INSERT INTO asks VALUES (?, ?, ?, ?, ?, ?, NULL)')
    .bind(ticketId, askNumber, kind, label, state, askedSeq)
}

function changedAskStatements(db: Database, change: TicketChange): D1PreparedStatement[] {
  const update = 'UPDATE asks SET state = ?, closed_seq = ? WHERE ticket_id = ? AND ask_number = ?'
  return change.changedAsks.map(({ state, closedSeq, askNumber }) =>
    db.prepare(update).bind(state, closedSeq, change.ticket.ticketId, askNumber),
  )
}

function mailStatements(db: Database, change: TicketChange): D1PreparedStatement[] {
  return change.mails.flatMap(({ onlyWithin, ...mail }) => {
    if (onlyWithin !== 'link-budget') {
      return [outboxStatement(db, mail, onlyWithin && strangerBudget('filed', mail))]
    }
    return [outboxStatement(db, mail, linkBudget(mail)), db.prepare(abortUnlessChanged)]
  })
}

function grantStatements(
  db: Database,
  { grant, ticket, now }: TicketChange,
): D1PreparedStatement[] {
  if (!grant) return []
  const { sessionHash, browserHash, remembered, createdAt, seenAt } = grant.session
  const session = 'INSERT INTO sessions VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING'
  const times = [createdAt.getTime(), seenAt.getTime()]
  return [
    db.prepare(session).bind(sessionHash, browserHash, Number(remembered), ...times),
    grantStatement(db, grant.session, ticket.ticketId, { kind: grant.kind, at: now }),
    moveGrantsStatement(db, { to: sessionHash, from: grant.lapsedSession ?? '', live: false }),
  ]
}

function endSessionStatements(db: Database, change: TicketChange): D1PreparedStatement[] {
  const { endSessions, ticket, now } = change
  if (!endSessions) return []
  const update = `UPDATE sessions SET ended_at = ? WHERE ended_at IS NULL AND session_hash IS NOT ?
    AND session_hash IN (SELECT session_hash FROM session_tickets WHERE ticket_id = ?)`
  const except = endSessions.except ?? null
  return [db.prepare(update).bind(now.getTime(), except, ticket.ticketId)]
}

function draftStatements(
  db: Database,
  { dropDraftOf, ticket }: TicketChange,
): D1PreparedStatement[] {
  if (!dropDraftOf) return []
  const remove = 'DELETE FROM drafts WHERE browser_hash = ? AND ticket_id = ?'
  return [db.prepare(remove).bind(dropDraftOf, ticket.ticketId)]
}

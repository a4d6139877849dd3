import type { TicketChange } from '../core/tickets/ticket-change.ts'
import type { Post } from '../core/tickets/post.ts'
import type {
  Draft,
  TicketPageState,
  TicketState,
  TicketStore,
} from '../core/tickets/ticket-store.ts'
import type { Ask, Ticket, TicketEvent } from '../core/tickets/ticket.ts'
import { runBatch, runOne, type Database } from './d1-database.ts'
import {
  rowToAsk,
  rowToAttachment,
  rowToDraft,
  rowToEvent,
  rowToGrant,
  rowToMessage,
  rowToPost,
  rowToSession,
  rowsToState,
  rowToTicket,
  text,
} from './d1-rows.ts'
import {
  forgetDraftFiles,
  readAllEvents,
  readAsks,
  readAttachment,
  readAttachmentMessage,
  readAttachmentSession,
  readAttachmentTicket,
  readDraft,
  readEvents,
  readFilingMail,
  readInUse,
  readMessages,
  readOpenAsks,
  readPost,
  readSession,
  readTicket,
  stateStatementCount,
  writeDraft,
  writeDraftFiles,
} from './d1-ticket-queries.ts'
import { changeToStatements } from './d1-ticket-change.ts'
import { brokenToOutcome } from './d1-ticket-outcome.ts'

const everything = Number.MAX_SAFE_INTEGER

export class D1Tickets implements TicketStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async readState(query: Parameters<TicketStore['readState']>[0]): Promise<TicketState> {
    const rows = await runBatch(this.#db, this.#stateStatements(query))
    return rowsToState(rows)
  }

  async readPage(query: Parameters<TicketStore['readPage']>[0]): Promise<TicketPageState> {
    const { ticketId, browserHash, maxMessages, maxEvents } = query
    const before = query.before ?? everything
    const order = query.after === undefined ? 'DESC' : 'ASC'
    const part = [query.sessionHash ?? '', ticketId, before, query.after ?? 0]
    const rows = await runBatch(this.#db, [
      ...this.#stateStatements(query),
      this.#db.prepare(`${readMessages} ORDER BY seq ${order} LIMIT ?`).bind(...part, maxMessages),
      this.#db.prepare(readEvents).bind(...part, maxEvents),
      this.#db.prepare(readDraft).bind(browserHash, ticketId),
      this.#db.prepare(readFilingMail).bind(`${ticketId}:filed`),
    ])
    const [messages = [], events = [], drafts = [], mails = []] = rows.slice(stateStatementCount)
    return {
      ...rowsToState(rows),
      messages: inOrder(messages.map(rowToMessage)),
      events: inOrder(events.map(rowToEvent)),
      draft: drafts.map(rowToDraft)[0],
      filingMailed: mails.length > 0,
    }
  }

  async findPost(scope: string, key: string): Promise<Post | undefined> {
    const rows = await runOne(this.#db, this.#db.prepare(readPost).bind(scope, key))
    return rows.map(rowToPost)[0]
  }

  shardOf(): string {
    return '0'
  }

  async commit(changes: TicketChange[]): Promise<'stored' | 'stale' | 'repeated' | 'taken'> {
    const statements = changes.flatMap((change) => changeToStatements(this.#db, change))
    try {
      await runBatch(this.#db, statements)
      return 'stored'
    } catch (error) {
      return brokenToOutcome(error)
    }
  }

  async keepDraft(draft: Draft & { browserHash: string; ticketId: string; now: Date }) {
    const { browserHash, ticketId, now } = draft
    const place = [browserHash, ticketId]
    const files = JSON.stringify(draft.files)
    const lists = [JSON.stringify(draft.answered), JSON.stringify(draft.declined), files]
    await runBatch(this.#db, [
      this.#db.prepare(writeDraft).bind(...place, draft.text, ...lists, now.getTime()),
      this.#db.prepare(forgetDraftFiles).bind(...place),
      this.#db.prepare(writeDraftFiles).bind(...place, files),
    ])
  }

  async findAttachment(query: Parameters<TicketStore['findAttachment']>[0]) {
    const { attachmentId, sessionHash } = query
    const reads = [
      readAttachment,
      readAttachmentMessage,
      readAttachmentTicket,
      readAttachmentSession,
    ]
    const [attachments = [], messages = [], tickets = [], sessions = []] = await runBatch(
      this.#db,
      reads.map((read) => this.#db.prepare(read).bind(attachmentId, sessionHash ?? '')),
    )
    const [attachment] = attachments.map(rowToAttachment)
    const [message] = messages.map(rowToMessage)
    const [ticket] = tickets.map(rowToTicket)
    if (!attachment || !message || !ticket) return undefined
    const [session] = sessions
    const grant = session && rowToGrant(session)
    return { attachment, message, ticket, session: session && rowToSession(session), grant }
  }

  async list({ status, before, max }: Parameters<TicketStore['list']>[0]): Promise<Ticket[]> {
    const from = before ?? { createdAt: everything, ticketId: '' }
    const select = `SELECT * FROM tickets WHERE (created_at, ticket_id) < (?, ?)
      ${status ? 'AND status = ?' : ''} ORDER BY created_at DESC, ticket_id DESC LIMIT ?`
    const values = [from.createdAt, from.ticketId, ...(status ? [status] : []), max]
    const rows = await runOne(this.#db, this.#db.prepare(select).bind(...values))
    return rows.map(rowToTicket)
  }

  async listMessages({ ticketId, after, max }: Parameters<TicketStore['listMessages']>[0]) {
    const select = 'SELECT * FROM messages WHERE ticket_id = ? AND seq > ? ORDER BY seq LIMIT ?'
    const rows = await runOne(this.#db, this.#db.prepare(select).bind(ticketId, after, max))
    return rows.map(rowToMessage)
  }

  async readTimeline(ticketId: string) {
    const reads = [readTicket, readAsks, readAllEvents]
    const statements = reads.map((read) => this.#db.prepare(read).bind(ticketId))
    const [tickets = [], asks = [], events = []] = await runBatch(this.#db, statements)
    const [ticket] = tickets.map(rowToTicket)
    return ticket && { ticket, asks: asks.map(rowToAsk), events: inOrder(events.map(rowToEvent)) }
  }

  async listEvents(ticketId: string): Promise<TicketEvent[]> {
    const rows = await runOne(this.#db, this.#db.prepare(readAllEvents).bind(ticketId))
    return inOrder(rows.map(rowToEvent))
  }

  async listAsks(ticketId: string): Promise<Ask[]> {
    return (await runOne(this.#db, this.#db.prepare(readAsks).bind(ticketId))).map(rowToAsk)
  }

  async listToClose(resolvedBefore: Date, max: number): Promise<Ticket[]> {
    const select = `SELECT * FROM tickets WHERE status = 'resolved' AND resolved_at <= ?
      ORDER BY resolved_at LIMIT ?`
    const bound = this.#db.prepare(select).bind(resolvedBefore.getTime(), max)
    return (await runOne(this.#db, bound)).map(rowToTicket)
  }

  async attachmentsInUse(attachmentIds: string[]): Promise<Set<string>> {
    const bound = this.#db.prepare(readInUse).bind(JSON.stringify(attachmentIds))
    const rows = await runOne(this.#db, bound)
    return new Set(rows.map((row) => text(row, 'attachment_id')))
  }

  async sweepDrafts(before: Date): Promise<void> {
    const remove = this.#db.prepare('DELETE FROM drafts WHERE updated_at < ?')
    await runOne(this.#db, remove.bind(before.getTime()))
  }

  #stateStatements({ ticketId, sessionHash, post }: Parameters<TicketStore['readState']>[0]) {
    return [
      this.#db.prepare(readTicket).bind(ticketId),
      this.#db.prepare(readOpenAsks).bind(ticketId),
      this.#db.prepare('SELECT count(*) AS asks FROM asks WHERE ticket_id = ?').bind(ticketId),
      this.#db.prepare(readSession).bind(ticketId, sessionHash ?? ''),
      this.#db.prepare(readPost).bind(post?.scope ?? '', post?.key ?? ''),
    ]
  }
}

function inOrder<Entry extends { seq: number }>(entries: Entry[]): Entry[] {
  return entries.toSorted((a, b) => a.seq - b.seq)
}

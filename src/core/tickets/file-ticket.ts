import type { Locale } from '../../i18n/locales.ts'
import type { Session } from '../access/session.ts'
import { isSessionLive } from '../access/session.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Desk } from '../desk.ts'
import { parseEmailAddress } from '../email-address.ts'
import { Problem } from '../problem.ts'
import { drawTicketId } from '../ticket-number.ts'
import { bytesToBase64url, digest, everyMac, mac } from '../token.ts'
import { commit, type ChangeResult } from './change-ticket.ts'
import { checkText, isKey, refuseInvalid, textRules } from './fields.ts'
import { checkFiles } from './files.ts'
import { browserScope, repeatOf, type PostContents } from './post.ts'
import { addMessage, emptyChange, type TicketChange } from './ticket-change.ts'
import { ticketMail } from './ticket-mail.ts'
import { categories, type Category, type StoredFile, type Ticket } from './ticket.ts'

export interface Filing {
  locale: Locale
  key: string
  email: string
  name: string
  category: string
  subject: string
  text: string
  transactionIds: string
  happenedAt: string
  files: StoredFile[]
}

export interface FiledTicket {
  ticketId: string
  /** For the session's cookie; undefined where the browser's own session goes on. */
  sessionId: string | undefined
}

/**
 * Files a guest's ticket with its first message, and mails the link to the address given.
 * Throws `invalid-fields`, `key-reused`, and what `checkFiles` throws.
 */
export async function fileTicket(desk: Desk, viewer: Viewer, filing: Filing): Promise<FiledTicket> {
  const email = checkFiling(filing)
  checkFiles(filing.files, 0)
  const { key, ...contents } = filing
  const post = { scope: browserScope(viewer.browserHash, 'new'), key, contents }
  const own = viewer.sessionHash ? await desk.access.findSession(viewer.sessionHash) : undefined
  const current = own && isSessionLive(own, desk.now()) ? own : undefined
  const fresh = current ? undefined : await filingSession(desk, viewer.browserHash, post)
  const session = current ?? fresh?.session
  const { ticketId } = await fileOnce(desk, post, (id) => {
    const change = newTicketChange(desk, { ...filing, email }, id)
    const lapsedSession = current ? undefined : own?.sessionHash
    if (session) change.grant = { session, kind: 'filed', lapsedSession }
    return change
  })
  return { ticketId, sessionId: fresh && (await openedSessionId(desk, post, fresh.sessionId)) }
}

/** Writes a new ticket under a number nobody has; a repetition returns the first one. */
export async function fileOnce(
  desk: Desk,
  post: PostContents | undefined,
  draw: (ticketId: string) => TicketChange,
): Promise<ChangeResult> {
  const shard = desk.tickets.shardOf(post?.key ?? bytesToBase64url(desk.random(16)))
  for (;;) {
    const found = post && (await desk.tickets.findPost(post.scope, post.key))
    const repeated = post && (await repeatOf(found, post))
    if (repeated) return repeated
    const ticketId = drawTicketId(shard, (length) => desk.random(length))
    const result = await commit(desk, post, [draw(ticketId)])
    if (result) return result
  }
}

function checkFiling(filing: Filing): string {
  const email = parseEmailAddress(filing.email)
  const known = categories.includes(filing.category as Category)
  refuseInvalid([
    ...(email ? [] : [{ field: 'email', reason: 'malformed-email' } as const]),
    ...checkText('name', filing.name, textRules.name),
    ...(known ? [] : [{ field: 'category', reason: 'unknown-choice' } as const]),
    ...checkText('subject', filing.subject, textRules.subject),
    ...checkText('text', filing.text, textRules.text),
    ...checkText('transactionIds', filing.transactionIds, textRules.transactionIds),
    ...checkText('happenedAt', filing.happenedAt, textRules.happenedAt),
  ])
  if (!email || !isKey(filing.key)) throw new Problem('key-reused')
  return email
}

/** A new ticket with its first message, and the mail that brings its link. */
export function newTicketChange(desk: Desk, filing: Filing, ticketId: string): TicketChange {
  const now = desk.now()
  const change = emptyChange(newTicket(filing, ticketId, now), now)
  const author = { author: 'requester', authorName: filing.name, visibility: 'public' } as const
  addMessage(change, { ...author, text: filing.text, files: filing.files }, 'filed')
  const mail = ticketMail(desk, change.ticket, 'filed', 'filed')
  change.mails.push({ ...mail, onlyWithin: 'filing-budget' })
  return change
}

function newTicket(filing: Filing, ticketId: string, now: Date): Ticket {
  return {
    ticketId,
    locale: filing.locale,
    email: filing.email,
    requesterName: filing.name,
    category: filing.category as Category,
    subject: filing.subject,
    transactionIds: filing.transactionIds,
    happenedAtText: filing.happenedAt,
    status: 'open',
    verifiedAt: undefined,
    linkGeneration: 1,
    version: 0,
    nextSeq: 1,
    attachmentBytes: 0,
    follows: undefined,
    followedBy: undefined,
    createdAt: now,
    updatedAt: now,
    resolvedAt: undefined,
    closedAt: undefined,
  }
}

// A repetition after the key was replaced finds the session that the first filing opened.
async function openedSessionId(
  desk: Desk,
  { scope, key }: PostContents,
  fresh: string,
): Promise<string> {
  if (desk.keys.length === 1) return fresh
  for (const bytes of await everyMac(desk.keys, 'filing-session', `${scope}:${key}`)) {
    const sessionId = bytesToBase64url(bytes)
    if (await desk.access.findSession(await digest(sessionId))) return sessionId
  }
  return fresh
}

// Its id follows from browser and key: filing twice, even at once, opens one session.
async function filingSession(
  desk: Desk,
  browserHash: string,
  { scope, key }: PostContents,
): Promise<{ sessionId: string; session: Session }> {
  const sessionId = bytesToBase64url(await mac(desk.keys, 'filing-session', `${scope}:${key}`))
  const now = desk.now()
  const times = { createdAt: now, seenAt: now, endedAt: undefined }
  const session = { sessionHash: await digest(sessionId), browserHash, remembered: false, ...times }
  return { sessionId, session }
}

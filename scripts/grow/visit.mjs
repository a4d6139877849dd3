import { one } from './drawing.mjs'
import { addEvent, addMail } from './thread.mjs'

const day = 86_400_000
const minute = 60_000
// The nightly sweep keeps codes for two days, and sessions for sixty.
const codesKept = 1.9 * day
const sessionsKept = 59 * day

const devices = ['phone', 'phone', 'computer', 'tablet']

/** The rows of those who come and go. */
export function visitRows() {
  return { sessions: [], session_tickets: [], challenges: [], codes: [], attempts: [] }
}

/** The session that the filing itself opened, which sees its own words. */
export function enterByFiling(story, at) {
  const { browser, growth, ids, rows, ticketId } = story
  if (at < growth.now - sessionsKept) return
  const sessionHash = ids.hash()
  rows.sessions.push([sessionHash, browser, 0, at, at, null])
  rows.session_tickets.push([sessionHash, ticketId, 'filed', at, at + day])
}

/** The guest follows the link, proves the address by a code and reads. */
export function enterByCode(story, at) {
  const { draw, growth, ids } = story
  const device = one(draw, devices)
  const codeId = ids.id()
  const sentAt = at - minute
  const lifetime = 10 * minute
  const mail = { kind: 'code', cause: `code:${codeId}`, outboxId: ids.id(), at: sentAt, lifetime }
  addMail(story, mail)
  addEvent(story, { kind: 'opened', actor: 'requester', at, detail: JSON.stringify({ device }) })
  story.version += 1
  story.verifiedAt ??= at
  const sessionHash = at < growth.now - sessionsKept ? undefined : openSession(story, at)
  if (at < growth.now - codesKept) return
  addChallenge(story, { codeId, sentAt, at, sessionHash, device })
}

// A browser that proves a ticket again ends its earlier session.
function openSession(story, at) {
  const { draw, ids, reader, rows, ticketId } = story
  const sessionHash = ids.hash()
  const remembered = draw() < 0.3 ? 1 : 0
  if (story.session) story.session[5] = at
  story.session = [sessionHash, reader, remembered, at, at, null]
  rows.sessions.push(story.session)
  rows.session_tickets.push([sessionHash, ticketId, 'proven', at, at + (remembered ? 30 : 1) * day])
  return sessionHash
}

function addChallenge({ draw, ids, reader, rows, ticketId }, visit) {
  const { codeId, sentAt, at, sessionHash, device } = visit
  const challengeId = ids.id()
  const confirmed = [at, codeId, sessionHash, device]
  rows.challenges.push([challengeId, ticketId, reader, 0, sentAt, ...confirmed])
  const expiresAt = sentAt + 10 * minute
  rows.codes.push([codeId, challengeId, ticketId, reader, null, sentAt, expiresAt])
  if (draw() < 0.1) rows.attempts.push([ids.id(), challengeId, ticketId, 0, at - 5000])
  rows.attempts.push([ids.id(), challengeId, ticketId, 1, at])
}

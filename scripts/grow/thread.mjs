import { anyHash, one } from './drawing.mjs'
import { textOf } from './words.mjs'

const day = 86_400_000
const askKinds = ['time', 'screenshot', 'transaction-id']

/** What happened on a ticket so far, and the rows it left, by table. */
export function newStory(basis) {
  const rows = { messages: [], events: [], asks: [], attachments: [], posts: [], outbox: [] }
  const state = { seq: 0, version: 0, status: 'open', openAsks: [], attachmentBytes: 0 }
  return { ...basis, ...state, rows: { ...rows, ...basis.rows } }
}

/** The requester's first words. */
export function file(story, at) {
  const { browser, ids, person, ticketId } = story
  addGuestMessage(story, person, { kind: 'filed', at })
  addPost(story, `${browser}:new`, { seq: 1, at })
  addMail(story, { kind: 'filed', cause: `${ticketId}:filed`, outboxId: ids.id(), at })
  return story
}

/** The requester's reply; it answers what support has asked for. */
export function reply(story, at) {
  const { reader, person, ticketId, rows } = story
  const seq = addGuestMessage(story, person, { kind: 'replied', at })
  addPost(story, `${reader}:${ticketId}`, { seq, at })
  closeAsks(story, 'answered', seq)
  if (story.status === 'waiting')
    addEvent(story, { kind: 'opened-for-answer', actor: 'requester', at })
  story.status = 'open'
  return rows
}

/** Support's answer, which now and then is a note among themselves or asks for something. */
export function answer(story, at, askChance) {
  const { draw, ids, ticketId, words } = story
  const isNote = askChance < 1 && draw() < 0.08
  const asks = !isNote && draw() < askChance
  const kind = isNote ? 'noted' : asks ? 'asked' : 'answered'
  const visibility = isNote ? 'internal' : 'public'
  const text = textOf(draw, words, words.answers)
  const message = ['support', one(draw, words.support), visibility, text, '[]']
  const seq = addMessage(story, message, { kind, actor: 'support', at })
  if (draw() < 0.25) addPost(story, `api:${ticketId}`, { seq, at })
  if (asks) ask(story, seq, at)
  const cause = `${ticketId}:message:${seq}`
  if (!isNote) addMail(story, { kind, cause, outboxId: ids.id(), at })
}

/** The requester says that it is solved, or support does. */
export function resolve(story, at, actor) {
  const { ids, reader, ticketId } = story
  const seq = addEvent(story, { kind: 'resolved', actor, at })
  story.version += 1
  closeAsks(story, 'dropped', seq)
  if (actor === 'requester') return addPost(story, `${reader}:${ticketId}`, { seq: null, at })
  const cause = `${ticketId}:resolved:${seq + 1}`
  addMail(story, { kind: 'resolved', cause, outboxId: ids.id(), at })
}

/** The nightly job closes what was solved. */
export function close(story, at) {
  addEvent(story, { kind: 'closed', actor: 'system', at })
  story.version += 1
}

/** Adds an event under the next number of the thread; returns that number. */
export function addEvent(story, { kind, actor, at, detail = '{}', ofMessage = 0 }) {
  story.seq += 1
  story.rows.events.push([story.ticketId, story.seq, kind, actor, detail, ofMessage, at])
  return story.seq
}

/** Adds a mail that was sent a moment after. */
export function addMail(story, { kind, cause, outboxId, at, lifetime = day }) {
  const sent = [null, 'sent', 1, at, null, null, `<${outboxId}@example.com>`]
  const about = [story.ticketId, story.addressKey, kind]
  story.rows.outbox.push([null, outboxId, cause, ...about, ...sent, at, at + lifetime, at + 1500])
}

function addGuestMessage(story, person, { kind, at }) {
  const { draw, words } = story
  const text = textOf(draw, words, words.guest)
  const files = draw() < 0.05 ? [newFile(story)] : []
  const message = ['requester', person, 'public', text, JSON.stringify(files)]
  const seq = addMessage(story, message, { kind, actor: 'requester', at })
  for (const { attachmentId, name, mediaType, bytes, sha256 } of files) {
    const place = [attachmentId, story.ticketId, seq, 0]
    story.rows.attachments.push([...place, name, mediaType, bytes, sha256, at])
    story.attachmentBytes += bytes
  }
  return seq
}

function addMessage(story, message, { kind, actor, at }) {
  const seq = addEvent(story, { kind, actor, at, ofMessage: 1 })
  story.rows.messages.push([story.ticketId, seq, ...message, at])
  story.version += 1
  story.updatedAt = at
  return seq
}

/** A picture such as a guest sends. */
export function newFile({ draw, ids }) {
  const bytes = 20_000 + Math.floor(draw() * 900_000)
  const about = { name: 'screenshot.png', mediaType: 'image/png', bytes, sha256: anyHash(draw) }
  return { attachmentId: ids.attachmentId(), ...about }
}

function addPost({ draw, ids, ticketId, rows }, scope, { seq, at }) {
  rows.posts.push([scope, ids.id(), anyHash(draw), ticketId, seq, at])
}

function ask(story, seq, at) {
  const { draw, rows, ticketId, words } = story
  const which = Math.floor(draw() * askKinds.length)
  const row = [
    ticketId,
    rows.asks.length + 1,
    askKinds[which],
    words.asks[which],
    'open',
    seq,
    null,
  ]
  rows.asks.push(row)
  story.openAsks.push(row)
  if (story.status !== 'waiting') addEvent(story, { kind: 'waiting', actor: 'support', at })
  story.status = 'waiting'
}

function closeAsks(story, state, seq) {
  for (const row of story.openAsks) row.splice(4, 3, state, row[5], seq)
  story.openAsks = []
}

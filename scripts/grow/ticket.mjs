import { anyId, drawer, idsOf, one, ticketIdOf } from './drawing.mjs'
import { answer, close, file, newFile, newStory, reply, resolve } from './thread.mjs'
import { enterByCode, enterByFiling, visitRows } from './visit.mjs'
import { textOf, wordsOf } from './words.mjs'

const hour = 3_600_000
const day = 24 * hour
const gap = 8 * hour
const categories = ['payment', 'account', 'security', 'app', 'other']
const statuses = ['open', 'waiting', 'resolved', ...Array(7).fill('closed')]
// In forty tickets one is long; the tenths of the mean add up to forty times the mean.
const lengths = [...Array.from({ length: 38 }, (_, index) => [3, 8, 12][index % 3]), 13, 100]
const lengthsBefore = sumsBefore(lengths)

/** How many messages the tickets before the `index`-th have, of `tickets` with `messages` in all. */
export function messagesBefore(index, { tickets, messages }) {
  return Math.floor((weightBefore(index) * messages) / weightBefore(tickets))
}

/** All rows of the `index`-th ticket, by table, each in its table's order of columns. */
export function ticketRows(growth, index) {
  const draw = drawer(index)
  const count = messagesBefore(index + 1, growth) - messagesBefore(index, growth)
  const status = count > 1 ? statuses[index % statuses.length] : 'open'
  const { ends, lastAt, createdAt } = timesOf({ draw, growth, index, status, count })
  const story = beginStory(growth, index, draw)
  enterByFiling(file(story, createdAt), createdAt)
  story.isSilent = count <= 3 && draw() < 0.25
  const length = (lastAt - createdAt) / Math.max(1, count - 1)
  for (let number = 2; number <= count; number += 1) {
    const at = Math.floor(createdAt + (number - 2 + 0.3 + draw() * 0.7) * length)
    goOn(story, { number, at, askChance: askChanceOf(story, status, number === count) })
  }
  endStory(story, { status, index, ends })
  return { tickets: [ticketRow(story, { createdAt, status, ends })], ...story.rows }
}

// Every other message is the requester's, who comes in by a code first where the last time is long ago. Some never come.
function goOn(story, { number, at, askChance }) {
  const isSupport = askChance === 1 || story.isSilent || number % 2 === 0
  if (isSupport) return answer(story, at, askChance)
  if (number % 10 === 3) enterByCode(story, at - 600_000)
  return reply(story, at)
}

// Only a waiting ticket ends with something asked for.
function askChanceOf({ isSilent }, status, isLast) {
  if (isLast) return status === 'waiting' ? 1 : 0
  return isSilent ? 0 : 0.12
}

function endStory(story, { status, index, ends }) {
  const { growth, rows, reader, draw, words, ticketId } = story
  if (status === 'resolved' || status === 'closed') {
    resolve(story, ends.resolvedAt, index % 2 === 0 || !story.verifiedAt ? 'support' : 'requester')
    story.updatedAt = ends.resolvedAt
  }
  if (status === 'closed') {
    close(story, ends.closedAt)
    story.updatedAt = ends.closedAt
  }
  if (ends.visitAt) enterByCode(story, ends.visitAt)
  if (index % 200 !== 1) return
  const files = index % 400 === 1 ? [newFile(story)] : []
  for (const { attachmentId } of files) rows.draft_files.push([reader, ticketId, attachmentId])
  const kept = [textOf(draw, words, words.guest), '[]', '[]', JSON.stringify(files)]
  rows.drafts.push([reader, ticketId, ...kept, Math.floor(growth.now - draw() * 20 * day)])
}

function timesOf({ draw, growth, index, status, count }) {
  const { now } = growth
  const isVisited = index % 50 < 2
  const visitAt = isVisited ? Math.floor(now - (0.05 + draw() * 1.5) * day) : undefined
  const closedAt = status === 'closed' ? Math.floor(now - draw() * 1000 * day) : undefined
  const resolvedAt = closedAt ? closedAt - 14 * day : Math.floor(now - draw() * 13 * day)
  const isOver = status === 'closed' || status === 'resolved'
  const before = isOver ? resolvedAt : Math.min(now, visitAt ?? now)
  const lastAt = Math.floor(before - (0.1 + draw() * (isOver ? 2 : 20)) * day)
  const createdAt = lastAt - (count - 1) * gap
  return { createdAt, lastAt, ends: { visitAt, resolvedAt, closedAt } }
}

function beginStory(growth, index, draw) {
  const ticketId = ticketIdOf(draw, index, growth.tickets)
  const ids = idsOf(draw, index, growth.tickets)
  const words = wordsOf(index)
  const person = one(draw, words.people)
  const email = emailOf(index, growth.tickets)
  const hashes = { browser: ids.hash(), reader: ids.hash() }
  const rows = { ...visitRows(), drafts: [], draft_files: [] }
  const addressKey = email.toLowerCase()
  return newStory({
    growth,
    draw,
    ids,
    words,
    ticketId,
    person,
    email,
    addressKey,
    ...hashes,
    rows,
  })
}

// One desk of a large customer writes every two hundredth ticket; of the others some write twice.
function emailOf(index, tickets) {
  if (index % 200 === 0) return 'Dispatch@example.org'
  return `Guest.${(index * 7919) % Math.ceil(tickets * 0.8)}@example.com`
}

function ticketRow(story, { createdAt, status, ends }) {
  const { draw, ticketId, words, email, addressKey, person, verifiedAt, version, seq } = story
  const isOver = status === 'resolved' || status === 'closed'
  const transactionIds = draw() < 0.3 ? `TX-${anyId(draw).slice(0, 8)}` : ''
  const said = [one(draw, categories), one(draw, words.subjects), transactionIds, '']
  const counted = [1, version, seq + 1, story.attachmentBytes, null, null]
  const resolvedAt = isOver ? ends.resolvedAt : null
  const times = [createdAt, story.updatedAt, resolvedAt, ends.closedAt ?? null]
  const about = [ticketId, words.locale, email, addressKey, person, ...said, status]
  return [...about, verifiedAt ?? null, ...counted, ...times]
}

function weightBefore(index) {
  const rounds = Math.floor(index / lengths.length)
  const whole = lengthsBefore[lengths.length]
  return rounds * whole + lengthsBefore[index - rounds * lengths.length]
}

function sumsBefore(list) {
  let sum = 0
  return [0, ...list.map((value) => (sum += value))]
}

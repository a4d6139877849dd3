import { expect, test } from 'vitest'
import type { Grant, Session } from '../../../src/core/access/session.ts'
import { requireProven } from '../../../src/core/tickets/permission.ts'
import type { TicketState } from '../../../src/core/tickets/ticket-store.ts'
import { newTicket, start as now } from '../../contracts/builders.ts'

const verified = newTicket({ verifiedAt: now })
const fresh = newTicket()
const hourAgo = new Date(now.getTime() - 3_600_000)
const ids = { sessionHash: 'session', browserHash: 'browser', remembered: false }
const live: Session = { ...ids, createdAt: now, seenAt: now, endedAt: undefined }
const idle: Session = { ...live, createdAt: hourAgo, seenAt: hourAgo }

function aState(session: Session | undefined, grant: Grant | undefined, ticket = verified) {
  const state = { openAsks: [], askCount: 0, post: undefined }
  return { ...state, session, grant, ticket } satisfies TicketState
}

test('who has proven the address here may do everything', () => {
  expect(() => requireProven(aState(live, 'proven'), now)).not.toThrow()
})

test.each([
  ['a browser without a session', aState(undefined, undefined)],
  ['a browser whose session ran out', aState(idle, 'proven')],
  ['a session that was ended', aState({ ...live, endedAt: now }, 'proven')],
  ['the browser that filed the ticket', aState(live, 'filed', fresh)],
  ['the browser that filed it, after somebody proved the address', aState(live, 'filed')],
  ['a session of other tickets that ran out', aState(idle, undefined)],
])('%s must prove the address', (_, state) => {
  expect(() => requireProven(state, now)).toThrow(
    expect.objectContaining({ code: 'session-ended' }),
  )
})

test('a live session of other tickets hears the same of this ticket as of none', () => {
  const notFound = expect.objectContaining({ code: 'not-found' })
  expect(() => requireProven(aState(live, undefined), now)).toThrow(notFound)
  expect(() => requireProven({ ...aState(live, undefined), ticket: undefined }, now)).toThrow(
    notFound,
  )
})

test('without a session nobody learns whether there is such a ticket', () => {
  const ended = expect.objectContaining({ code: 'session-ended' })
  for (const session of [undefined, idle]) {
    const none = { ...aState(session, undefined), ticket: undefined }
    expect(() => requireProven(none, now)).toThrow(ended)
  }
})

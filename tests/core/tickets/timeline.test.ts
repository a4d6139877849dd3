import { expect, test } from 'vitest'
import { endSessions } from '../../../src/core/tickets/end-sessions.ts'
import { renewLink } from '../../../src/core/tickets/renew-link.ts'
import { reopen } from '../../../src/core/tickets/reopen.ts'
import { reply } from '../../../src/core/tickets/reply.ts'
import { updateTicket } from '../../../src/core/tickets/update-ticket.ts'
import { newKey, newReply } from '../../desk/guest.ts'
import type { MemoryDesk } from '../../desk/open-memory-desk.ts'
import { askFor, openProvenDesk, setState } from './proven-guest.ts'

/** Who did what, since the address was proven. */
async function timeline(desk: MemoryDesk, ticketId: string, from = 3) {
  const events = await desk.tickets.listEvents(ticketId)
  return events
    .filter(({ seq }) => seq >= from)
    .map(({ kind, actor, detail, ofMessage }) => [kind, actor, detail, ofMessage] as const)
}

test('what support does to a ticket is told as support’s', async () => {
  const { desk, ticketId } = await openProvenDesk()
  await askFor(desk, ticketId, 'time')
  await setState(desk, ticketId, 'open')
  await setState(desk, ticketId, 'resolved')
  await setState(desk, ticketId, 'open')
  await setState(desk, ticketId, 'closed')
  const update = { ticketId, version: 'any', status: undefined, category: 'app' } as const
  await updateTicket(desk, update)
  expect(await timeline(desk, ticketId)).toEqual([
    ['asked', 'support', {}, true],
    ['waiting', 'support', {}, false],
    ['opened-for-answer', 'support', {}, false],
    ['resolved', 'support', {}, false],
    ['reopened', 'support', {}, false],
    ['closed', 'support', {}, false],
    ['recategorised', 'support', { category: 'app' }, false],
  ])
})

test('what the guest does is told as the requester’s', async () => {
  const { desk, ticketId, viewer } = await openProvenDesk()
  await askFor(desk, ticketId, 'time')
  await reply(desk, viewer, newReply(desk, ticketId, { answered: [1] }))
  await setState(desk, ticketId, 'resolved')
  await reply(desk, viewer, newReply(desk, ticketId))
  await setState(desk, ticketId, 'resolved')
  await reopen(desk, viewer, { ticketId, key: newKey(desk) })
  await renewLink(desk, viewer, { ticketId, key: newKey(desk) })
  await endSessions(desk, viewer, { ticketId, key: newKey(desk) })
  const events = await timeline(desk, ticketId, 5)
  expect(events.filter(([kind]) => kind !== 'resolved')).toEqual([
    ['replied', 'requester', {}, true],
    ['opened-for-answer', 'requester', {}, false],
    ['replied', 'requester', {}, true],
    ['reopened', 'requester', {}, false],
    ['reopened', 'requester', {}, false],
    ['new-link', 'requester', {}, false],
    ['sessions-ended', 'requester', {}, false],
  ])
})

test('a ticket that goes on in another says in which, and the other from which', async () => {
  const { desk, ticketId, viewer } = await openProvenDesk()
  await setState(desk, ticketId, 'closed')
  const { ticketId: next } = await reply(desk, viewer, newReply(desk, ticketId))
  expect((await timeline(desk, ticketId)).at(-1)).toEqual([
    'moved',
    'requester',
    { ticketId: next },
    false,
  ])
  expect(await timeline(desk, next, 1)).toEqual([
    ['replied', 'requester', {}, true],
    ['followed', 'system', { ticketId }, false],
  ])
})

test('asks that are dropped say by which event', async () => {
  const { desk, ticketId } = await openProvenDesk()
  for (const status of ['resolved', 'closed'] as const) {
    await askFor(desk, ticketId, 'time')
    await setState(desk, ticketId, status)
    const { seq } = (await desk.tickets.listEvents(ticketId)).at(-1) ?? {}
    expect((await desk.tickets.listAsks(ticketId)).at(-1)).toMatchObject({
      state: 'dropped',
      closedSeq: seq,
    })
  }
})

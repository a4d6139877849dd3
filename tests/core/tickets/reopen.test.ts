import { describe, expect, test } from 'vitest'
import { reopen } from '../../../src/core/tickets/reopen.ts'
import { newKey, newViewer } from '../../desk/guest.ts'
import {
  askFor,
  askStates,
  eventKinds,
  openProvenDesk,
  otherGuest,
  readTicket,
  setState,
} from './proven-guest.ts'

async function withGuest() {
  const { desk, ticketId, viewer } = await openProvenDesk()
  const again = (key = newKey(desk)) => reopen(desk, viewer, { ticketId, key })
  return { desk, ticketId, again, read: () => readTicket(desk, ticketId) }
}

describe('reopening', () => {
  test('makes a resolved ticket open, so that it will not close itself', async () => {
    const { desk, ticketId, again, read } = await withGuest()
    await setState(desk, ticketId, 'resolved')
    await again()
    expect(await read()).toMatchObject({ status: 'open', resolvedAt: undefined })
    const last = (await desk.tickets.listEvents(ticketId)).at(-1)
    expect(last).toMatchObject({ kind: 'reopened', actor: 'requester' })
    expect(await desk.tickets.listToClose(new Date('2099-01-01'), 9)).toEqual([])
  })

  test('does not bring dropped asks back', async () => {
    const { desk, ticketId, again } = await withGuest()
    await askFor(desk, ticketId, 'time')
    await setState(desk, ticketId, 'resolved')
    await again()
    expect(await askStates(desk, ticketId)).toEqual(['dropped'])
  })

  test.each(['open', 'waiting', 'closed'] as const)('leaves one that is %s', async (status) => {
    const { desk, ticketId, again, read } = await withGuest()
    if (status === 'waiting') await askFor(desk, ticketId, 'time')
    else await setState(desk, ticketId, status)
    const kinds = await eventKinds(desk, ticketId)
    await again()
    expect((await read()).status).toBe(status)
    expect(await eventKinds(desk, ticketId)).toEqual(kinds)
  })

  test('of one that is open is done with: the same key later reopens nothing', async () => {
    const { desk, ticketId, again, read } = await withGuest()
    const key = newKey(desk)
    await again(key)
    await setState(desk, ticketId, 'resolved')
    await again(key)
    expect((await read()).status).toBe('resolved')
  })

  test('seven times at once is one event', async () => {
    const { desk, ticketId, again } = await withGuest()
    await setState(desk, ticketId, 'resolved')
    const key = newKey(desk)
    await Promise.all(Array.from({ length: 7 }, () => again(key)))
    const kinds = await eventKinds(desk, ticketId)
    expect(kinds.filter((kind) => kind === 'reopened')).toHaveLength(1)
  })

  test('is for nobody but who has proven the address', async () => {
    const { desk, ticketId, read } = await withGuest()
    await setState(desk, ticketId, 'resolved')
    const input = { ticketId, key: newKey(desk) }
    const ion = await otherGuest(desk)
    await expect(reopen(desk, ion, input)).rejects.toMatchObject({ code: 'not-found' })
    const stranger = reopen(desk, newViewer('stranger'), input)
    await expect(stranger).rejects.toMatchObject({ code: 'session-ended' })
    expect((await read()).status).toBe('resolved')
  })
})

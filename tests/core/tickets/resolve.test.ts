import { describe, expect, test } from 'vitest'
import { reopen } from '../../../src/core/tickets/reopen.ts'
import { resolve } from '../../../src/core/tickets/resolve.ts'
import { newKey, newViewer } from '../../desk/guest.ts'
import {
  askFor,
  askStates,
  eventKinds,
  mailKinds,
  openProvenDesk,
  otherGuest,
  readTicket,
  setState,
} from './proven-guest.ts'

async function withGuest() {
  const { desk, ticketId, viewer } = await openProvenDesk()
  const mark = (key = newKey(desk)) => resolve(desk, viewer, { ticketId, key })
  return { desk, ticketId, viewer, mark, read: () => readTicket(desk, ticketId) }
}

describe('marking as solved', () => {
  test('resolves the ticket and says who did; nobody is mailed', async () => {
    const { desk, ticketId, mark, read } = await withGuest()
    await mark()
    expect(await read()).toMatchObject({ status: 'resolved', resolvedAt: desk.now() })
    const last = (await desk.tickets.listEvents(ticketId)).at(-1)
    expect(last).toMatchObject({ kind: 'resolved', actor: 'requester', ofMessage: false })
    expect(mailKinds(desk, ticketId)).toEqual(['filed'])
  })

  test('drops what support still asked for, and leaves what was given', async () => {
    const { desk, ticketId, mark } = await withGuest()
    await askFor(desk, ticketId, 'time', 'file')
    desk.d1.rows("UPDATE asks SET state = 'answered' WHERE ask_number = 1")
    await mark()
    expect(await askStates(desk, ticketId)).toEqual(['answered', 'dropped'])
  })

  test.each(['resolved', 'closed'] as const)(
    'changes nothing of one that is %s',
    async (status) => {
      const { desk, ticketId, mark, read } = await withGuest()
      await setState(desk, ticketId, status)
      const { resolvedAt, closedAt } = await read()
      desk.pass(60)
      await mark()
      expect(await read()).toMatchObject({ status, resolvedAt, closedAt })
      expect((await eventKinds(desk, ticketId)).at(-1)).toBe(status)
    },
  )

  test('seven times at once is one event', async () => {
    const { desk, ticketId, mark } = await withGuest()
    const key = newKey(desk)
    await Promise.all(Array.from({ length: 7 }, () => mark(key)))
    expect(await eventKinds(desk, ticketId)).toEqual(['filed', 'opened', 'resolved'])
  })

  test('with the key of another button of the page is refused', async () => {
    const { desk, ticketId, viewer, mark } = await withGuest()
    const key = newKey(desk)
    await mark(key)
    const other = reopen(desk, viewer, { ticketId, key })
    await expect(other).rejects.toMatchObject({ code: 'key-reused' })
  })

  test('long after, the same key again does not undo a reopening', async () => {
    const { desk, ticketId, viewer, mark, read } = await withGuest()
    const key = newKey(desk)
    await mark(key)
    await reopen(desk, viewer, { ticketId, key: newKey(desk) })
    await mark(key)
    expect((await read()).status).toBe('open')
  })

  test.each(['', 'short', 'a'.repeat(10_000), 'ț'.repeat(16)])(
    'under a key that is none is refused, %#',
    async (key) => {
      const { desk, mark, read } = await withGuest()
      const marking = async () => mark(key)
      await expect(marking()).rejects.toMatchObject({ code: 'key-reused' })
      expect((await read()).status).toBe('open')
      expect(desk.d1.rows("SELECT * FROM posts WHERE scope NOT LIKE '%:new'")).toEqual([])
    },
  )

  test('is for nobody but who has proven the address', async () => {
    const { desk, ticketId, read } = await withGuest()
    const key = newKey(desk)
    const ion = await otherGuest(desk)
    const stranger = newViewer('stranger')
    const mark = (who: typeof ion, id: string) => resolve(desk, who, { ticketId: id, key })
    for (const id of [ticketId, '0ZZZZZZZ']) {
      await expect(mark(ion, id)).rejects.toMatchObject({ code: 'not-found' })
      await expect(mark(stranger, id)).rejects.toMatchObject({ code: 'session-ended' })
    }
    expect((await read()).status).toBe('open')
  })
})

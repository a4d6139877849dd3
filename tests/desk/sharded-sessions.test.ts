import { describe, expect, test } from 'vitest'
import { confirmCode } from '../../src/core/access/confirm-code.ts'
import { openLink } from '../../src/core/access/open-link.ts'
import { openTicket } from '../../src/core/tickets/open-ticket.ts'
import { endSessions } from '../../src/core/tickets/end-sessions.ts'
import { digest } from '../../src/core/token.ts'
import { askCode, linkToken, newKey, newViewer, proveAddress } from './guest.ts'
import { openMemoryDesk, type MemoryDesk } from './open-memory-desk.ts'
import { fileAs, fileOn, viewTicket } from './spread.ts'

const ended = { code: 'session-ended' }
const hidden = { code: 'not-found' }
const minute = 60

/** A guest who has proven a ticket on each of two shards, in one browser. */
async function withTwo() {
  const desk = await openMemoryDesk(1, 4)
  const [first, second] = [await fileOn(desk, '1'), await fileOn(desk, '2')]
  const early = await proveAddress(desk, newViewer(), first)
  const viewer = await proveAddress(desk, early, second)
  return { desk, first, second, early, viewer }
}

function setDown(desk: MemoryDesk, shard: number, down: boolean) {
  const database = desk.databases[shard]
  if (database) database.down = down
}

function liveRows(desk: MemoryDesk): number {
  const live = 'SELECT 1 FROM sessions WHERE ended_at IS NULL'
  return desk.databases.flatMap((database) => database.rows(live)).length
}

describe('one session over several databases', () => {
  test('opens what was proven in the browser, wherever it lies, and its old cookie opens nothing', async () => {
    const { desk, first, second, early, viewer } = await withTwo()
    for (const ticketId of [first, second]) {
      expect((await openTicket(desk, viewer, ticketId)).access).toBe('proven')
      await expect(openTicket(desk, early, ticketId)).rejects.toMatchObject(ended)
    }
  })

  test('is kept alive on all of them by looking at a ticket of one', async () => {
    const { desk, first, second, viewer } = await withTwo()
    for (let looks = 0; looks < 3; looks += 1) {
      desk.pass(50 * minute)
      await viewTicket(desk, viewer, first)
    }
    desk.pass(50 * minute)
    await expect(viewTicket(desk, viewer, second)).resolves.toMatchObject({ access: 'proven' })
    const token = await linkToken(desk, second)
    expect(await openLink(desk, viewer, token)).toMatchObject({ proven: true })
  })

  test('is idle on all of them after an hour without a look', async () => {
    const { desk, first, second, viewer } = await withTwo()
    desk.pass(50 * minute)
    await viewTicket(desk, viewer, first)
    desk.pass(60 * minute)
    for (const ticketId of [first, second]) {
      await expect(openTicket(desk, viewer, ticketId)).rejects.toMatchObject(ended)
    }
  })

  test('ends after a day, however much is looked at', async () => {
    const { desk, first, second, viewer } = await withTwo()
    for (let looks = 0; looks < 28; looks += 1) {
      desk.pass(50 * minute)
      await viewTicket(desk, viewer, first)
    }
    desk.pass(40 * minute)
    for (const ticketId of [first, second]) {
      await expect(openTicket(desk, viewer, ticketId)).rejects.toMatchObject(ended)
    }
  })

  test("finds another person's ticket as little as none, on a shard that it has none on", async () => {
    const { desk, viewer } = await withTwo()
    const foreign = await fileOn(desk, '3', { email: 'ion@example.com' })
    const nobody = { ...viewer, sessionHash: 'never-given-out' }
    for (const ticketId of [foreign, '3ZZZZZZZ', 'ZZZZZZZZ', '0ZZZZZZZ']) {
      await expect(openTicket(desk, viewer, ticketId)).rejects.toMatchObject(hidden)
      await expect(openTicket(desk, nobody, ticketId)).rejects.toMatchObject(ended)
    }
  })

  test('gains a ticket that its browser files elsewhere, for no longer than it lives', async () => {
    const { desk, first, viewer } = await withTwo()
    desk.pass(30 * minute)
    const { ticketId, viewer: same } = await fileAs(desk, viewer, '3')
    expect(same.sessionHash).toBe(viewer.sessionHash)
    expect(await openTicket(desk, viewer, ticketId)).toMatchObject({ access: 'filed' })
    expect(await openTicket(desk, viewer, first)).toMatchObject({ access: 'proven' })
    desk.pass(60 * minute)
    await expect(openTicket(desk, viewer, ticketId)).rejects.toMatchObject(ended)
  })

  test('that ran out leaves its tickets of all shards as lapsed to the next filing', async () => {
    const { desk, first, second, viewer } = await withTwo()
    desk.pass(60 * minute)
    const { viewer: next } = await fileAs(desk, viewer, '3')
    for (const ticketId of [first, second]) {
      await expect(openTicket(desk, next, ticketId)).rejects.toMatchObject(ended)
    }
  })

  test('is ended everywhere by ending the sessions of one ticket', async () => {
    const { desk, first, second, viewer } = await withTwo()
    const stranger = await proveAddress(desk, newViewer('ion'), await fileOn(desk, '3'))
    await endSessions(desk, viewer, { ticketId: first, key: newKey(desk) })
    for (const ticketId of [first, second]) {
      await expect(openTicket(desk, viewer, ticketId)).rejects.toMatchObject(ended)
    }
    expect(liveRows(desk)).toBeGreaterThan(0)
    await expect(openTicket(desk, stranger, first)).rejects.toMatchObject(hidden)
  })
})

describe('with a database down', () => {
  test.each([
    ['while its tickets should move: they take a second proof, and nothing else does', 1],
    ['while nothing of the guest lies there: nothing is lost', 3],
  ])('%s', async (_, down) => {
    const desk = await openMemoryDesk(1, 4)
    const [first, second] = [await fileOn(desk, '1'), await fileOn(desk, '2')]
    const early = await proveAddress(desk, newViewer(), first)
    const token = await linkToken(desk, second)
    const code = await askCode(desk, early, token)
    setDown(desk, down, true)
    const { sessionId } = await confirmCode(desk, early, { token, code, remember: false })
    const viewer = { ...early, sessionHash: await digest(sessionId) }
    expect(await openTicket(desk, viewer, second)).toMatchObject({ access: 'proven' })
    setDown(desk, down, false)
    if (down === 3) return expect(openTicket(desk, viewer, first)).resolves.toBeDefined()
    await expect(openTicket(desk, viewer, first)).rejects.toMatchObject(hidden)
    await expect(openTicket(desk, early, second)).rejects.toThrow()
    desk.pass(60)
    const again = await proveAddress(desk, viewer, first)
    for (const ticketId of [first, second]) {
      expect(await openTicket(desk, again, ticketId)).toMatchObject({ access: 'proven' })
    }
  })

  test('an old session that could not be ended there begins nothing new', async () => {
    const { desk, first, viewer } = await withTwo()
    const token = await linkToken(desk, await fileOn(desk, '2'))
    const code = await askCode(desk, viewer, token)
    setDown(desk, 1, true)
    await confirmCode(desk, viewer, { token, code, remember: false })
    setDown(desk, 1, false)
    const { viewer: next } = await fileAs(desk, viewer, '3')
    expect(next.sessionHash).not.toBe(viewer.sessionHash)
    await expect(openTicket(desk, next, first)).rejects.toMatchObject(ended)
  })

  test('ending the sessions of a ticket is refused whole, and works when it is back', async () => {
    const { desk, first, second, viewer } = await withTwo()
    setDown(desk, 2, true)
    const key = newKey(desk)
    const ending = endSessions(desk, viewer, { ticketId: first, key })
    await expect(ending).rejects.toMatchObject({ code: 'unavailable' })
    setDown(desk, 2, false)
    await endSessions(desk, viewer, { ticketId: first, key })
    for (const ticketId of [first, second]) {
      await expect(openTicket(desk, viewer, ticketId)).rejects.toMatchObject(ended)
    }
  })

  test('tickets of the others are read and filed as ever, with a session or without', async () => {
    const { desk, first, viewer } = await withTwo()
    setDown(desk, 3, true)
    await expect(viewTicket(desk, viewer, first)).resolves.toBeDefined()
    await expect(fileAs(desk, viewer, '2')).resolves.toBeDefined()
    await expect(fileAs(desk, newViewer('ion'), '1')).resolves.toBeDefined()
    await expect(fileAs(desk, viewer, '3')).rejects.toMatchObject({ code: 'unavailable' })
  })
})

describe('round trips of a page', () => {
  const callsOf = async (desk: MemoryDesk, look: () => Promise<unknown>) => {
    for (const database of desk.databases) database.calls = 0
    await look()
    return desk.databases.map(({ calls }) => calls)
  }

  test('are one to its own database, and one more to each only where that knows no session', async () => {
    const { desk, first, viewer } = await withTwo()
    expect(await callsOf(desk, () => openTicket(desk, viewer, first))).toEqual([0, 1, 0, 0])
    const foreign = () => openTicket(desk, viewer, '3ZZZZZZZ').catch(() => undefined)
    expect(await callsOf(desk, foreign)).toEqual([1, 1, 1, 2])
  })

  test('with one database are one, whatever is asked for', async () => {
    const desk = await openMemoryDesk()
    const viewer = await proveAddress(desk, newViewer(), await fileOn(desk, '0'))
    const foreign = () => openTicket(desk, viewer, '3ZZZZZZZ').catch(() => undefined)
    expect(await callsOf(desk, foreign)).toEqual([1])
  })
})

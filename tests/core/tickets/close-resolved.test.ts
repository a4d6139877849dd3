import { describe, expect, test } from 'vitest'
import { closeResolved } from '../../../src/core/tickets/close-resolved.ts'
import { reply } from '../../../src/core/tickets/reply.ts'
import { updateTicket } from '../../../src/core/tickets/update-ticket.ts'
import { fileOne, newReply, newViewer, proveAddress } from '../../desk/guest.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'
import { askFor, eventKinds, mailKinds, readTicket, setState } from './proven-guest.ts'

const days = (count: number) => count * 86_400

async function withResolved() {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  await setState(desk, ticketId, 'resolved')
  return { desk, ticketId, read: () => readTicket(desk, ticketId) }
}

describe('a resolved ticket', () => {
  test('closes itself after 14 days, not a second before', async () => {
    const { desk, read } = await withResolved()
    desk.pass(days(14) - 1)
    expect(await closeResolved(desk)).toBe(0)
    expect((await read()).status).toBe('resolved')
    desk.pass(1)
    expect(await closeResolved(desk)).toBe(1)
    expect(await read()).toMatchObject({ status: 'closed', closedAt: desk.now() })
  })

  test('closes once, by the system, without a mail', async () => {
    const { desk, ticketId } = await withResolved()
    desk.pass(days(20))
    await Promise.all([closeResolved(desk), closeResolved(desk)])
    expect(await closeResolved(desk)).toBe(0)
    const events = await desk.tickets.listEvents(ticketId)
    const closed = events.filter(({ kind }) => kind === 'closed')
    expect(closed.map(({ actor }) => actor)).toEqual(['system'])
    expect(mailKinds(desk, ticketId)).toEqual(['filed', 'resolved'])
  })

  test('that was reopened and resolved again counts from then', async () => {
    const { desk, ticketId, read } = await withResolved()
    desk.pass(days(10))
    const viewer = await proveAddress(desk, newViewer(), ticketId)
    await reply(desk, viewer, newReply(desk, ticketId))
    await setState(desk, ticketId, 'resolved')
    desk.pass(days(14) - 1)
    expect(await closeResolved(desk)).toBe(0)
    expect((await read()).status).toBe('resolved')
  })

  test.each(['open', 'resolved'] as const)('that turns %s in the sweep stays so', async (last) => {
    const { desk, ticketId, read } = await withResolved()
    desk.pass(days(14))
    const { listToClose } = desk.tickets
    desk.tickets.listToClose = async (before, max) => {
      const listed = await listToClose.call(desk.tickets, before, max)
      await setState(desk, ticketId, 'open')
      await setState(desk, ticketId, last)
      return listed
    }
    expect(await closeResolved(desk)).toBe(1)
    expect((await read()).status).toBe(last)
    expect(await eventKinds(desk, ticketId)).not.toContain('closed')
  })
})

test('open and waiting tickets never close themselves', async () => {
  const desk = await openMemoryDesk()
  const [open, waiting] = [await fileOne(desk), await fileOne(desk, { text: 'Al doilea' })]
  await askFor(desk, waiting, 'time')
  desk.pass(days(400))
  expect(await closeResolved(desk)).toBe(0)
  expect((await readTicket(desk, open)).status).toBe('open')
  expect((await readTicket(desk, waiting)).status).toBe('waiting')
})

test('any number of tickets is closed in one sweep', async () => {
  const desk = await openMemoryDesk()
  for (let count = 0; count < 205; count += 1) {
    const ticketId = await fileOne(desk, { text: `Tichetul ${count}` })
    const update = { status: 'resolved', category: undefined, version: 'any' } as const
    await updateTicket(desk, { ticketId, ...update })
  }
  desk.pass(days(14))
  expect(await closeResolved(desk)).toBe(205)
  const [{ left } = {}] = desk.d1.rows(
    "SELECT count(*) AS left FROM tickets WHERE status <> 'closed'",
  )
  expect(left).toBe(0)
})

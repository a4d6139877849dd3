import { describe, expect, test } from 'vitest'
import { requestLink } from '../../src/core/access/request-link.ts'
import { deliver } from '../../src/core/notifications/deliver.ts'
import { fileTicket } from '../../src/core/tickets/file-ticket.ts'
import { formatTicketNumber } from '../../src/core/ticket-number.ts'
import { newFiling, newViewer, proveAddress } from './guest.ts'
import { openMemoryDesk, type MemoryDesk } from './open-memory-desk.ts'
import { fileOn, keyOf } from './spread.ts'

const email = 'maria@example.com'
const day = 86_400
const shards = ['0', '1', '2', '3']

async function mailsTo(desk: MemoryDesk, act: () => Promise<unknown>): Promise<number> {
  const before = desk.mailSender.sent.length
  await act()
  // A link that was asked for leaves a second or two later.
  desk.pass(2)
  await deliver(desk)
  return desk.mailSender.sent.length - before
}

function reservations(desk: MemoryDesk): number[] {
  const all = 'SELECT 1 FROM mail_reservations'
  return desk.databases.map((database) => database.rows(all).length)
}

describe('filing mails to an address nobody has proven', () => {
  test.each([[[...shards]], [['3', '3', '3', '3']], [['1', '0', '0', '2', '0']]])(
    'are three a day over shards %j',
    async (places) => {
      const desk = await openMemoryDesk(1, 4)
      const mailed = []
      for (const shard of places) mailed.push(await mailsTo(desk, () => fileOn(desk, shard)))
      expect(mailed).toEqual(places.map((_, index) => (index < 3 ? 1 : 0)))
      desk.pass(day)
      expect(await mailsTo(desk, () => fileOn(desk, '2'))).toBe(1)
    },
  )

  test('of twenty at once over four shards are three', async () => {
    const desk = await openMemoryDesk(1, 4)
    const filings = Array.from({ length: 20 }, (_, index) =>
      fileTicket(
        desk,
        newViewer(`browser-${index}`),
        newFiling(desk, { key: keyOf(desk, shards[index % 4] ?? '0') }),
      ),
    )
    expect(await mailsTo(desk, () => Promise.all(filings))).toBe(3)
  })

  test('have no limit once it was proven, on whichever shard', async () => {
    const desk = await openMemoryDesk(1, 4)
    await proveAddress(desk, newViewer(), await fileOn(desk, '3'))
    for (const shard of [...shards, ...shards]) {
      expect(await mailsTo(desk, () => fileOn(desk, shard)), shard).toBe(1)
    }
  })

  test('take one from the budget for a filing that failed and was sent again', async () => {
    const desk = await openMemoryDesk(1, 4)
    const filing = newFiling(desk, { key: keyOf(desk, '2') })
    const file = () => fileTicket(desk, newViewer(), filing)
    const commit = desk.tickets.commit.bind(desk.tickets)
    const third = desk.databases[2]
    if (!third) throw new Error('There is no third database')
    desk.tickets.commit = async (changes) => {
      third.down = true
      try {
        return await commit(changes)
      } finally {
        third.down = false
      }
    }
    for (let tries = 0; tries < 4; tries += 1) {
      await expect(file()).rejects.toMatchObject({ code: 'unavailable' })
    }
    desk.tickets.commit = commit
    expect(await mailsTo(desk, file)).toBe(1)
    expect(reservations(desk)).toEqual([1, 0, 0, 0])
    expect(await mailsTo(desk, () => fileOn(desk, '1'))).toBe(1)
    expect(await mailsTo(desk, () => fileOn(desk, '1'))).toBe(1)
    expect(await mailsTo(desk, () => fileOn(desk, '1'))).toBe(0)
  })

  test('are forgotten two days later', async () => {
    const desk = await openMemoryDesk(1, 4)
    await fileOn(desk, '1')
    expect(reservations(desk)).toEqual([1, 0, 0, 0])
    desk.pass(2 * day + 1)
    await desk.access.sweep(desk.now())
    expect(reservations(desk)).toEqual([0, 0, 0, 0])
  })

  test('are not reserved where there is one database', async () => {
    const desk = await openMemoryDesk()
    await fileOn(desk, '0')
    expect(reservations(desk)).toEqual([0])
  })
})

describe('links asked for by whoever names an address', () => {
  const ask = (desk: MemoryDesk, ticketId: string, address = email) =>
    requestLink(desk, { email: address, ticketId: formatTicketNumber(ticketId) })

  test('are three a day for an address nobody has proven, over tickets of all shards', async () => {
    const desk = await openMemoryDesk(1, 4)
    const ticketIds = []
    for (const shard of shards) ticketIds.push(await fileOn(desk, shard))
    const mailed = []
    for (const ticketId of ticketIds.toReversed()) {
      mailed.push(await mailsTo(desk, () => ask(desk, ticketId)))
    }
    expect(mailed).toEqual([1, 1, 1, 0])
  })

  test('of ten at once for one ticket are one mail, and take one from the budget', async () => {
    const desk = await openMemoryDesk(1, 4)
    const ticketId = await fileOn(desk, '2')
    const before = reservations(desk)[0] ?? 0
    const asking = () => Promise.all(Array.from({ length: 10 }, () => ask(desk, ticketId)))
    expect(await mailsTo(desk, asking)).toBe(1)
    expect(reservations(desk)[0]).toBe(before + 1)
  })

  test('of numbers that are not theirs take nothing from the budget, and no fewer steps', async () => {
    const desk = await openMemoryDesk(1, 4)
    const own = await fileOn(desk, '1')
    const foreign = await fileOn(desk, '1', { email: 'ion@example.com' })
    const before = reservations(desk)[0]
    const stepsOf = async (ticketId: string) => {
      for (const database of desk.databases) database.calls = 0
      await ask(desk, ticketId)
      return desk.databases.map(({ calls }) => calls)
    }
    for (const ticketId of [foreign, '1ZZZZZZZ', foreign, foreign]) {
      expect(await stepsOf(ticketId)).toEqual([1, 2, 0, 0])
    }
    expect(reservations(desk)[0]).toBe(before)
    expect(await stepsOf(own)).toEqual([1, 2, 0, 0])
    expect(await mailsTo(desk, () => Promise.resolve())).toBe(1)
  })
})

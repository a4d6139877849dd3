import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { runOutbox } from '../../functions/jobs/outbox.ts'
import { answer } from '../../src/core/tickets/answer.ts'
import { openByStaff } from '../../src/core/tickets/open-by-staff.ts'
import { openMemoryStores } from '../desk/open-memory-stores.ts'
import type { FaultPlan } from '../faults/fault.ts'
import { fairPlan } from '../faults/plans.ts'
import { recordFigure } from '../figure.ts'
import { copiesOfMails, strayMails } from '../invariants/mail-breaches.ts'
import { openWorld, type World } from './world.ts'

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined))
afterEach(() => vi.restoreAllMocks())

const mailsPerTicket = 5
const tickets = inject('proving') ? 1000 : 100
const hour = 3600

/** Fails the calls of one part, or loses what they send. */
function without(part: 'mail' | 'queue', fault: 'before' | 'lost'): FaultPlan {
  return { befall: async (call) => (call.part === part ? fault : undefined) }
}

async function openTickets(world: World, plan: FaultPlan): Promise<string[]> {
  const desk = await world.invoke(plan)
  const filing = { locale: 'ro' as const, subject: 'Banii', text: 'Unde sunt?', name: 'Maria' }
  const opened: string[] = []
  for (let number = 0; number < tickets; number += 1) {
    const email = `guest-${number}@example.com`
    const rest = { key: undefined, category: 'payment' as const }
    opened.push(await openByStaff(desk, { ...filing, ...rest, email }))
  }
  return opened
}

async function answerAll(world: World, plan: FaultPlan, ticketIds: string[]): Promise<void> {
  const desk = await world.invoke(plan)
  const rest = { key: undefined, author: 'Ana', visibility: 'public' as const, asks: [] }
  for (const ticketId of ticketIds) {
    await answer(desk, { ...rest, ticketId, text: 'Căutăm transferul.', status: undefined })
  }
}

/** The cron as the clock calls it: every minute. */
async function runCron(world: World, plan: FaultPlan, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 60) {
    await runOutbox(await world.invoke(plan))
    world.pass(60)
  }
}

describe('the mail provider down for 24 hours', () => {
  test(
    'everything goes out once, in order, within half an hour',
    { timeout: 900_000 },
    async () => {
      const world = openWorld(openMemoryStores(), 1)
      const down = without('mail', 'before')
      const ticketIds = await openTickets(world, down)
      for (let mails = 1; mails < mailsPerTicket; mails += 1) {
        await runCron(world, down, 6 * hour)
        await answerAll(world, down, ticketIds)
      }
      const [waiting] = await world.stores.rowsOf(["SELECT * FROM outbox WHERE state = 'pending'"])
      expect(waiting).toHaveLength(tickets * mailsPerTicket)
      await runCron(world, fairPlan, hour / 2)
      const { accepted } = world.provider
      expect(accepted).toHaveLength(tickets * mailsPerTicket)
      expect(await copiesOfMails(world.stores, accepted)).toBe(0)
      expect(await strayMails(world.stores, accepted)).toEqual([])
      const [sent = []] = await world.stores.rowsOf([
        `SELECT ticket_id, provider_id FROM outbox WHERE state = 'sent' ORDER BY outbox_number`,
      ])
      expect(inOrderPerTicket(sent)).toBe(true)
      vi.restoreAllMocks()
      recordFigure({
        proof: 'outages',
        figure: 'mails kept for a day',
        value: sent.length,
        bar: '5,000 once each',
      })
    },
  )
})

function inOrderPerTicket(sent: Record<string, unknown>[]): boolean {
  const last = new Map<unknown, number>()
  return sent.every(({ ticket_id: ticketId, provider_id: providerId }) => {
    const number = Number(String(providerId).replace('accepted-', ''))
    const isLater = number > (last.get(ticketId) ?? 0)
    last.set(ticketId, number)
    return isLater
  })
}

test('a queue that loses everything: the cron delivers within two minutes', async () => {
  const world = openWorld(openMemoryStores(), 2)
  const lossy = without('queue', 'lost')
  const ticketIds = await openTickets(world, lossy)
  await answerAll(world, lossy, ticketIds)
  expect(world.wakes).toBe(0)
  await runCron(world, lossy, 120)
  expect(world.provider.accepted).toHaveLength(tickets * 2)
})

test('a queue that says everything twice sends no mail twice', async () => {
  const world = openWorld(openMemoryStores(), 3)
  const twice: FaultPlan = { befall: async ({ part }) => (part === 'queue' ? 'twice' : undefined) }
  const ticketIds = await openTickets(world, twice)
  await answerAll(world, twice, ticketIds)
  expect(world.wakes).toBe(tickets * 4)
  const desks = await Promise.all([1, 2, 3].map(() => world.invoke(twice)))
  await Promise.all(desks.map((desk) => runOutbox(desk)))
  await runOutbox(await world.invoke(twice))
  expect(world.provider.accepted).toHaveLength(tickets * 2)
})

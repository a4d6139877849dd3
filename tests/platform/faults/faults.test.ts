import { describe, expect, inject, test } from 'vitest'
import type { FaultPlan } from '../../faults/fault.ts'
import { faultyBindings } from '../../faults/faulty-bindings.ts'
import { fairPlan, NthCallPlan } from '../../faults/plans.ts'
import { bindingsOver, openPlatformDesk } from '../platform-desk.ts'
import { deeds, type Deed } from './deeds.ts'

type Fault = ['before' | 'after', boolean]

const faults: Fault[] = [
  ['before', false],
  ['after', false],
  ['after', true],
]

interface Case {
  title: string
  deed: Deed
  databases: number
}

async function openScene({ deed, databases }: Case) {
  let plan: FaultPlan = fairPlan
  const changing: FaultPlan = { befall: (call) => plan.befall(call) }
  const memory = { now: () => new Date(), codes: new Map(), storedAt: new Map() }
  const desk = await openPlatformDesk(
    faultyBindings(bindingsOver(databases), changing, memory),
    databases,
  )
  const scene = await deed.open(desk)
  return { scene, under: (next: FaultPlan) => void (plan = next) }
}

/** How many calls of any part the deed takes when nothing fails. */
async function countCalls(of: Case): Promise<number> {
  const { scene, under } = await openScene(of)
  const plan = new NthCallPlan(undefined)
  under(plan)
  expect(of.deed.done).toContain((await scene.attempt()).status)
  return plan.calls.length
}

/** The deed with a fault at one call, then once more, as whoever was refused does. */
async function play(of: Case, [fault, downAfter]: Fault, at: number) {
  const { scene, under } = await openScene(of)
  under(new NthCallPlan(at, fault, downAfter))
  const first = await scene.attempt()
  under(fairPlan)
  const between = await scene.traces()
  const second = await scene.attempt()
  return { first, between, second, after: await scene.traces() }
}

// Only these two write to more than one database.
const acrossDatabases = ['filing a ticket', 'confirming a code']

const cases = [1, 4].flatMap((databases) =>
  deeds
    .filter(({ title }) => databases === 1 || inject('proving') || acrossDatabases.includes(title))
    .map((deed): Case => ({ title: `${deed.title} over ${databases}`, deed, databases })),
)

describe.each(cases)('$title, with any call failing', (of) => {
  const { deed } = of
  test.each(faults)('%s it, down afterwards: %s', async (...failure) => {
    const [fault, downAfter] = failure
    const calls = await countCalls(of)
    expect(calls).toBeGreaterThan(1)
    for (let at = 1; at <= calls; at += 1) {
      const { first, between, second, after } = await play(of, failure, at)
      const where = `call ${at} of ${calls}`
      const worked = deed.done.includes(first.status)
      const written = Object.values(between)
      expect(
        [0, 1].map((times) => written.every((each) => each === times)),
        where,
      ).toContain(true)
      if (worked) {
        expect(between, `${where}: what was promised is there`).toEqual(after)
        expect(second.location ?? first.location, `${where}: again`).toBe(first.location)
      } else {
        const isHidden = deed.byForm && fault === 'after' && !downAfter && written.includes(1)
        expect(isHidden, `${where}: it was written, and the store is there to say so`).toBe(false)
        expect(first.status, `${where}: the refusal`).toBe(503)
        expect(first.retryAfterSeconds, `${where}: when to come again`).toBeGreaterThan(0)
      }
      expect(deed.done, `${where}: the second try`).toContain(second.status)
      expect([...new Set(Object.values(after))], `${where}: exactly once`).toEqual([1])
    }
  })
})

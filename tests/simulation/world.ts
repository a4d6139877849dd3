import type { Desk } from '../../src/core/desk.ts'
import { openDesk, openKeys, type DeskKeys } from '../../src/platform/open-desk.ts'
import { parseSettings } from '../../src/platform/settings.ts'
import { faultyBindings, type Memory } from '../faults/faulty-bindings.ts'
import type { FaultPlan } from '../faults/fault.ts'
import { MailProvider } from '../faults/mail-provider.ts'
import { seededDraw, type Draw } from '../faults/plans.ts'
import type { Stores } from './stores.ts'

const settings = parseSettings({
  SECRET_KEY: 'b25seSBpbiB0ZXN0cywgb25seSBpbiB0ZXN0cywgb24=',
  API_TOKEN: 'only-in-tests-only-in-tests-only',
  ORIGIN: 'http://localhost:8787',
  EMAIL_FROM: 'no-reply@example.com',
})
let deskKeys: Promise<DeskKeys> | undefined

const start = new Date('2026-11-22T09:00:00Z')

/** Everything outside the product that a run of the simulation plays with: stores, provider, clock, chance. */
export interface World {
  stores: Stores
  provider: MailProvider
  draw: Draw
  /** The clock that is right; an invocation's own may go before or after it. */
  now(): Date
  pass(seconds: number): void
  /** Seconds by which the clock of the next invocations is wrong. */
  skewSeconds: number
  /** Wake-ups that lie in the queue. */
  wakes: number
  /** The desk of one more invocation, under a plan of its own. */
  invoke(plan: FaultPlan): Promise<Desk>
  /** Waits for what invocations put off until after their answer. */
  settled(): Promise<void>
}

/** Opens a world over stores; whatever chance decides in it follows from the seed. */
export function openWorld(stores: Stores, seed: number): World {
  let time = start.getTime()
  let invocations = 0
  const later: Promise<unknown>[] = []
  const now = () => new Date(time)
  const memory: Memory = { now, codes: new Map(), storedAt: new Map() }
  const world: World = {
    stores,
    provider: new MailProvider(),
    draw: seededDraw(seed),
    now,
    pass: (seconds) => void (time += seconds * 1000),
    skewSeconds: 0,
    wakes: 0,
    async invoke(plan) {
      const desk = await openFaultyDesk(world, plan, memory, later)
      const skew = world.skewSeconds * 1000
      const draw = seededDraw(seed * 7919 + (invocations += 1))
      const random = (length: number) => Uint8Array.from({ length }, () => draw(256))
      return { ...desk, now: () => new Date(time + skew), random, log: () => undefined }
    },
    async settled() {
      await Promise.allSettled(later.splice(0))
    },
  }
  return world
}

async function openFaultyDesk(
  world: World,
  plan: FaultPlan,
  memory: Memory,
  later: Promise<unknown>[],
): Promise<Desk> {
  const queue = { send: async () => void (world.wakes += 1) }
  const bindings = {
    ...world.stores.bindings,
    OUTBOX: queue as never,
    EMAIL: world.provider.binding,
  }
  const context = { waitUntil: (work: Promise<unknown>) => void later.push(work) }
  const keys = await (deskKeys ??= openKeys(settings))
  return openDesk(faultyBindings(bindings, plan, memory), settings, keys, context)
}

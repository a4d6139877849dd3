import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { FaultyDatabase, faults, type Fault } from '../faulty-database.ts'
import { openPlatformDesk } from '../platform-desk.ts'
import { deeds, type Deed } from './deeds.ts'

async function openScene(deed: Deed) {
  const database = new FaultyDatabase(env.DB)
  const desk = await openPlatformDesk({ DB: database })
  return { database, scene: await deed.open(desk) }
}

/** How many calls of the store the deed takes when nothing fails. */
async function countCalls(deed: Deed): Promise<number> {
  const { database, scene } = await openScene(deed)
  database.failAt(undefined, 'before')
  expect(deed.done).toContain((await scene.attempt()).status)
  return database.calls
}

/** The deed with a fault at one call, then once more, as whoever was refused does. */
async function play(deed: Deed, fault: Fault, at: number) {
  const { database, scene } = await openScene(deed)
  database.failAt(at, fault)
  const first = await scene.attempt()
  database.failAt(undefined, fault)
  const between = await scene.traces()
  const second = await scene.attempt()
  return { first, between, second, after: await scene.traces() }
}

describe.each(deeds)('$title, with the store failing at any call', (deed) => {
  test.each(faults)('%s', async (fault) => {
    const calls = await countCalls(deed)
    expect(calls).toBeGreaterThan(1)
    for (let at = 1; at <= calls; at += 1) {
      const { first, between, second, after } = await play(deed, fault, at)
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
        const isHidden = deed.byForm && fault === 'after' && written.includes(1)
        expect(isHidden, `${where}: it was written, and the store is there to say so`).toBe(false)
        expect(first.status, `${where}: the refusal`).toBe(503)
        expect(first.retryAfterSeconds, `${where}: when to come again`).toBeGreaterThan(0)
      }
      expect(deed.done, `${where}: the second try`).toContain(second.status)
      expect([...new Set(Object.values(after))], `${where}: exactly once`).toEqual([1])
    }
  })
})

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { limits } from '../../src/core/limits.ts'
import { checkHealth } from '../../src/platform/check-health.ts'
import type { Bindings } from '../../src/platform/open-desk.ts'
import { openApp } from './browser.ts'
import { openPlatformDesk } from './platform-desk.ts'
import { RecordingDatabase } from './recording-database.ts'

const outage = () => Promise.reject(new Error('Service unavailable'))
const start = Date.now()
let seconds = 0

function at(secondsAfter: number): Date {
  return new Date(start + (seconds + secondsAfter) * 1000)
}

// One result serves the whole process for ten seconds: each test begins when the last one's is stale.
beforeEach(() => {
  seconds += 100
})

/** The real stores, of which nothing but what was named can be reached. */
function openParts() {
  const database = new RecordingDatabase(env.DB)
  const kv = { get: (key: string) => env.CODES.get(key) }
  const r2 = { head: (key: string) => env.ATTACHMENTS.head(key) }
  const parts = { DB: database, CODES: kv, ATTACHMENTS: r2 } as unknown as Bindings
  return { parts, database }
}

describe('health', () => {
  test('is ok with every part there', async () => {
    const { parts } = openParts()
    expect(await checkHealth(parts, '1.2.3', at(0))).toEqual({ status: 'ok', version: '1.2.3' })
  })

  const broken: [string, Partial<Record<keyof Bindings, object>>][] = [
    ['d1', { DB: { prepare: () => ({}), batch: outage } }],
    ['kv', { CODES: { get: outage } }],
    ['r2', { ATTACHMENTS: { head: outage } }],
  ]
  test.each(broken)('names %s when it is down', async (name, part) => {
    const parts = { ...openParts().parts, ...part } as Bindings
    const health = await checkHealth(parts, '1', at(0))
    expect(health).toEqual({ status: 'failing', version: '1', failing: [name] })
  })

  test('names the one of several databases that is down', async () => {
    const { parts } = openParts()
    const DB_02 = { prepare: () => ({}), batch: outage }
    const several = { ...parts, DB_01: env.DB_01, DB_02, DB_03: env.DB_03 } as unknown as Bindings
    const health = await checkHealth(several, '1', at(0))
    expect(health).toEqual({ status: 'failing', version: '1', failing: ['d1_02'] })
  })

  test('names every part that is down, and D1 without its tables', async () => {
    const missing = { prepare: () => env.DB.prepare('SELECT 1 FROM nowhere') }
    const DB = { ...missing, batch: env.DB.batch.bind(env.DB) }
    const parts = { ...openParts().parts, DB, CODES: { get: outage } } as unknown as Bindings
    expect(await checkHealth(parts, '1', at(0))).toMatchObject({ failing: ['d1', 'kv'] })
  })

  test('names a part that hangs, within the time a monitor waits', async () => {
    vi.useFakeTimers()
    const answering = { DB: { prepare: () => ({}), batch: async () => [] } }
    const hanging = { CODES: { get: () => new Promise(() => undefined) } }
    const parts = { ...answering, ...hanging, ATTACHMENTS: { head: async () => null } }
    const health = checkHealth(parts as unknown as Bindings, '1', at(0))
    await vi.advanceTimersByTimeAsync(limits.healthTimeoutSeconds * 1000)
    vi.useRealTimers()
    expect(await health).toMatchObject({ status: 'failing', failing: ['kv'] })
  })

  test('reads only', async () => {
    const { parts, database } = openParts()
    await checkHealth(parts, '1', at(0))
    const statements = [...database.statements.keys()]
    expect(statements.length).toBeGreaterThan(0)
    expect(statements.filter((sql) => !/^SELECT\b/i.test(sql))).toEqual([])
  })

  test('asks once in ten seconds, however many want to know', async () => {
    const { parts, database } = openParts()
    await Promise.all([0, 0, 5, 9.999].map((time) => checkHealth(parts, '1', at(time))))
    expect(database.trips).toBe(1)
    await checkHealth(parts, '1', at(10))
    expect(database.trips).toBe(2)
  })

  test('is answered with 503 and the part that fails', async () => {
    const health = { status: 'failing' as const, version: '1', failing: ['kv'] }
    const app = openApp(await openPlatformDesk(), async () => health)
    const response = await app.request('http://localhost:8787/api/health')
    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toMatch(/^[1-9]/)
    expect(await response.json()).toEqual(health)
  })
})

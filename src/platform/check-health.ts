import { limits } from '../core/limits.ts'
import type { Database } from './d1-database.ts'
import { boundDatabases } from './databases.ts'
import type { Bindings } from './open-desk.ts'

export interface Health {
  status: 'ok' | 'failing'
  version: string
  /** The parts that did not answer. */
  failing?: string[]
}

let last: { at: number; health: Promise<Health> } | undefined

/** Reads D1, KV and R2, and changes nothing; one result serves for 10 seconds. */
export function checkHealth(bindings: Bindings, version: string, now: Date): Promise<Health> {
  const fresh = last && now.getTime() - last.at < limits.healthCacheSeconds * 1000
  if (!last || !fresh) last = { at: now.getTime(), health: readParts(bindings, version) }
  return last.health
}

async function readParts(bindings: Bindings, version: string): Promise<Health> {
  const { CODES, ATTACHMENTS } = bindings
  const databases = boundDatabases(bindings).map(
    ([name, database]) => [name.replace('DB', 'd1').toLowerCase(), readDatabase(database)] as const,
  )
  const parts: Record<string, () => Promise<unknown>> = {
    ...Object.fromEntries(databases),
    kv: () => CODES.get('health'),
    r2: () => ATTACHMENTS.head('health'),
  }
  const checks = Object.entries(parts).map(async ([name, read]) => {
    return (await answers(read)) ? [] : [name]
  })
  const failing = (await Promise.all(checks)).flat()
  return failing.length === 0 ? { status: 'ok', version } : { status: 'failing', version, failing }
}

// A part that hangs is as good as down: a monitor waits no longer than this.
function answers(read: () => Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeUp = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limits.healthTimeoutSeconds * 1000)
  })
  const answer = read().then(
    () => true,
    () => false,
  )
  return Promise.race([answer, timeUp]).finally(() => clearTimeout(timer))
}

function readDatabase(database: Database) {
  return () => database.batch([database.prepare('SELECT 1 FROM tickets LIMIT 1')])
}

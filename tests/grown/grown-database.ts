import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { mustRun } from '../../scripts/setup/run.mjs'
import type { Database } from '../../src/platform/d1-database.ts'
import { RecordingDatabase } from '../platform/recording-database.ts'

/** A local D1 that `npm run grow` has filled. */
export interface GrownDatabase {
  recording: RecordingDatabase
  database: Database
  close(): Promise<void>
}

interface Bound {
  sql: string
  values: unknown[]
}

interface Answer<T> {
  results?: D1Result<T>[]
  error?: string
}

// Each batch of the adapters, which run out here, is one batch of D1 in there.
const script = `export default {
  async fetch(request, { DB }) {
    const statements = await request.json()
    const bound = statements.map(({ sql, values }) => DB.prepare(sql).bind(...values))
    return DB.batch(bound).then(
      (results) => Response.json({ results }),
      (error) => Response.json({ error: error.message }),
    )
  },
}`

/** Runs the command itself over a state folder, and returns what it printed. */
export async function growIn(stateDir: string, tickets: number): Promise<string> {
  const args = ['scripts/grow.mjs', '--tickets', String(tickets)]
  const failure = { what: 'The database did not grow.', whatToDo: 'See above.' }
  return mustRun(process.execPath, args, { env: environmentOf(stateDir) }, failure)
}

/** Environment of a command over a state folder of its own. */
export function environmentOf(stateDir: string): NodeJS.ProcessEnv {
  return { ...process.env, STATE_DIR: stateDir, WRANGLER_REGISTRY_PATH: join(stateDir, 'registry') }
}

export function openGrown(stateDir: string): GrownDatabase {
  const modules = { 'worker.mjs': { type: 'esm' as const, contents: script } }
  const manifest = { mainModule: 'worker.mjs', modulesRoot: '/', modules }
  const env = { DB: { type: 'd1' as const, id: 'DB' } }
  const config = { name: 'grown', compatibilityDate: '2026-10-12', manifest, env }
  const resourcePersistencePath = join(stateDir, 'v3')
  const worker = new Miniflare({ resourcePersistencePath, workers: [{ config }] })
  const database = databaseBehind(worker)
  const recording = new RecordingDatabase(database)
  return { recording, database, close: () => worker.dispose() }
}

function databaseBehind(worker: Miniflare): Database {
  const prepare = (sql: string) => {
    const statement = { sql, values: [], bind: (...values: unknown[]) => ({ sql, values }) }
    return statement as unknown as D1PreparedStatement
  }
  return {
    prepare,
    async batch<T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> {
      const body = JSON.stringify(
        (statements as unknown as Bound[]).map(({ sql, values }) => ({ sql, values })),
      )
      const response = await worker.dispatchFetch('http://localhost/', { method: 'POST', body })
      const { results, error } = (await response.json()) as Answer<T>
      if (!results) throw new Error(error)
      return results
    },
  }
}

/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations, type D1Migration } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll } from 'vitest'

declare global {
  namespace Cloudflare {
    interface Env {
      MIGRATIONS: D1Migration[]
      DB: D1Database
      DB_01: D1Database
      DB_02: D1Database
      DB_03: D1Database
      CODES: KVNamespace
      ATTACHMENTS: R2Bucket
      OUTBOX: Queue
      EMAIL: SendEmail
      API_TOKEN: string
      SECRET_KEY: string
    }
  }
}

const tables = `SELECT name FROM sqlite_schema WHERE type = 'table'
  AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name <> 'd1_migrations'`

/** Every database that a test may use, in the order of their shards; most use the first alone. */
export const allDatabases = [env.DB, env.DB_01, env.DB_02, env.DB_03]

/** Empties the databases and the bucket: many times faster than new ones. */
export async function startAfresh(databases = allDatabases): Promise<void> {
  await Promise.all(databases.map(empty))
  const { objects } = await env.ATTACHMENTS.list()
  if (objects.length > 0) await env.ATTACHMENTS.delete(objects.map(({ key }) => key))
}

async function empty(database: D1Database): Promise<void> {
  const { results } = await database.prepare(tables).all<{ name: string }>()
  await database.batch(results.map(({ name }) => database.prepare(`DELETE FROM ${name}`)))
}

/** Rows of a query in all databases, for a test that looks behind the product's back. */
export async function rows(sql: string, ...values: (string | number)[]) {
  const found = allDatabases.map(async (database) => {
    const statement = database.prepare(sql).bind(...values)
    return (await statement.all<Record<string, string | number | null>>()).results
  })
  return (await Promise.all(found)).flat()
}

/** How many rows a query finds in all databases together. */
export async function count(from: string, ...values: (string | number)[]): Promise<number> {
  const counts = await rows(`SELECT count(*) AS found FROM ${from}`, ...values)
  return counts.reduce((sum, { found }) => sum + Number(found), 0)
}

beforeAll(async () => {
  await Promise.all(allDatabases.map((database) => applyD1Migrations(database, env.MIGRATIONS)))
})

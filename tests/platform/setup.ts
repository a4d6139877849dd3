/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations, type D1Migration } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll } from 'vitest'

declare global {
  namespace Cloudflare {
    interface Env {
      MIGRATIONS: D1Migration[]
      DB: D1Database
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

/** Empties the database and the bucket: many times faster than new ones. */
export async function startAfresh(): Promise<void> {
  const { results } = await env.DB.prepare(tables).all<{ name: string }>()
  await env.DB.batch(results.map(({ name }) => env.DB.prepare(`DELETE FROM ${name}`)))
  const { objects } = await env.ATTACHMENTS.list()
  if (objects.length > 0) await env.ATTACHMENTS.delete(objects.map(({ key }) => key))
}

/** Rows of a query, for a test that looks behind the product's back. */
export async function rows(sql: string, ...values: (string | number)[]) {
  const { results } = await env.DB.prepare(sql)
    .bind(...values)
    .all<Record<string, string | number | null>>()
  return results
}

/** How many rows a query finds. */
export async function count(from: string, ...values: (string | number)[]): Promise<number> {
  const [row] = await rows(`SELECT count(*) AS found FROM ${from}`, ...values)
  return Number(row?.['found'])
}

beforeAll(() => applyD1Migrations(env.DB, env.MIGRATIONS))

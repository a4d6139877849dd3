/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations, reset, type D1Migration } from 'cloudflare:test'
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

/** Brings the empty database up to date; after `reset()` a test calls it again. */
export async function migrate(): Promise<void> {
  await applyD1Migrations(env.DB, env.MIGRATIONS)
}

/** Empties every store and brings the database up to date again. */
export async function startAfresh(): Promise<void> {
  await reset()
  await migrate()
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

beforeAll(migrate)

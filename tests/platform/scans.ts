import { env } from 'cloudflare:workers'
import { runBatch } from '../../src/platform/d1-database.ts'

// Once a night, over the index of just the rows it needs.
const wanted = 'SCAN drafts USING COVERING INDEX drafts_with_files'

/** Whole tables that a statement reads: what SQLite calls SCAN grows with the product. */
export async function scansOf(sql: string, values: unknown[]): Promise<string[]> {
  const [plan = []] = await runBatch(env.DB, [
    env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...values),
  ])
  const details = plan.map(({ detail }) => String(detail))
  const scans = details.filter((detail) => /^SCAN (?!CONSTANT ROW)/.test(detail))
  return scans.filter((detail) => !/ VIRTUAL TABLE /.test(detail) && detail !== wanted)
}

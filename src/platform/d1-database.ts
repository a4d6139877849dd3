import { Problem } from '../core/problem.ts'

/** The part of D1 that the adapters use. */
export type Database = Pick<D1Database, 'prepare' | 'batch'>

export type Row = Record<string, string | number | null>

/** A constraint of the schema refused the batch; nothing of it was written. */
export class ConstraintBroken extends Error {
  override name = 'ConstraintBroken'
}

/** Runs statements as one transaction and returns the rows of each. Throws `ConstraintBroken`, or `unavailable`. */
export async function runBatch(
  database: Database,
  statements: D1PreparedStatement[],
): Promise<Row[][]> {
  try {
    const results = await database.batch<Row>(statements)
    return results.map((result) => result.results)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (/constraint failed/i.test(message)) throw new ConstraintBroken(message)
    throw new Problem('unavailable', { retryAfterSeconds: 5 })
  }
}

/** Runs one statement and returns its rows. Throws as `runBatch`. */
export async function runOne(database: Database, statement: D1PreparedStatement): Promise<Row[]> {
  const [rows = []] = await runBatch(database, [statement])
  return rows
}

/** Aborts the batch if the statement before it changed nothing. */
export const abortUnlessChanged = 'INSERT INTO refusals (stale) SELECT 1 WHERE changes() = 0'

/** Whether a batch was aborted by `abortUnlessChanged`. */
export function isStale(error: unknown): boolean {
  return error instanceof ConstraintBroken && error.message.includes('stale_write')
}

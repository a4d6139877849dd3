import type { Database } from '../../src/platform/d1-database.ts'

interface Told {
  sql: string
  values: unknown[]
}

const writes = /^\s*(?:INSERT|UPDATE|DELETE)\b/i

/** D1 that reads on and writes nothing while `refusal` says why: full, or read-only. */
export class ReadOnlyDatabase implements Database {
  refusal: string | undefined
  readonly #database: D1Database

  constructor(database: D1Database) {
    this.#database = database
  }

  prepare(sql: string): D1PreparedStatement {
    const statement = { sql, values: [], bind: (...values: unknown[]) => ({ sql, values }) }
    return statement as unknown as D1PreparedStatement
  }

  async batch<T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> {
    const told = statements as unknown as Told[]
    if (this.refusal && told.some(({ sql }) => writes.test(sql))) throw new Error(this.refusal)
    return this.#database.batch<T>(
      told.map(({ sql, values }) => this.#database.prepare(sql).bind(...values)),
    )
  }
}

import type { Database } from '../../src/platform/d1-database.ts'

interface Recorded {
  sql: string
  values: unknown[]
}

/** D1 that remembers its statements and what it says it has read. */
export class RecordingDatabase implements Database {
  trips = 0
  rowsRead = 0
  rowsWritten = 0
  /** How many statements were run, the same one twice counted twice. */
  runs = 0
  /** Every statement that was run, with its last values. */
  readonly statements = new Map<string, unknown[]>()
  /** How many rows the last run of each statement read. */
  readonly rowsReadBy = new Map<string, number>()
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  prepare(sql: string): D1PreparedStatement {
    const statement = { sql, values: [], bind: (...values: unknown[]) => ({ sql, values }) }
    return statement as unknown as D1PreparedStatement
  }

  async batch<T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> {
    const recorded = statements as unknown as Recorded[]
    for (const { sql, values } of recorded) this.statements.set(sql, values)
    const real = recorded.map(({ sql, values }) => this.#database.prepare(sql).bind(...values))
    const results = await this.#database.batch<T>(real)
    this.trips += 1
    this.runs += recorded.length
    for (const [index, { meta }] of results.entries()) {
      this.rowsRead += meta.rows_read
      this.rowsWritten += meta.rows_written
      this.rowsReadBy.set(recorded[index]?.sql ?? '', meta.rows_read)
    }
    return results
  }
}

import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { readdirSync, readFileSync } from 'node:fs'
import type { Database } from '../../src/platform/d1-database.ts'

type Row = Record<string, unknown>

interface Bound {
  sql: string
  values: SQLInputValue[]
}

const migrations = new URL('../../functions/migrations/', import.meta.url)

/** D1's interface over SQLite in memory: the adapters and their SQL run in plain Node, in microseconds. */
export class MemoryD1 {
  readonly sqlite = new DatabaseSync(':memory:')
  readonly #prepared = new Map<string, StatementSync>()
  /** How often the store was asked. */
  calls = 0
  /** Set, it fails as a lost connection does. */
  down = false

  constructor() {
    for (const file of readdirSync(migrations).sort()) {
      this.sqlite.exec(readFileSync(new URL(file, migrations), 'utf8'))
    }
  }

  /** The adapters' view. */
  get database(): Database {
    return this as unknown as Database
  }

  prepare(sql: string) {
    return { sql, values: [], bind: (...values: SQLInputValue[]) => ({ sql, values }) }
  }

  /** One transaction, as D1's `batch()`: all of it or nothing. */
  async batch(statements: Bound[]): Promise<{ results: Row[] }[]> {
    this.calls += 1
    if (this.down) throw new Error('D1_ERROR: Network connection lost.')
    this.sqlite.exec('BEGIN IMMEDIATE')
    try {
      const results = statements.map(({ sql, values }) => ({ results: this.#run(sql, values) }))
      this.sqlite.exec('COMMIT')
      return results
    } catch (error) {
      this.sqlite.exec('ROLLBACK')
      throw error
    }
  }

  /** Forgets every row, many times faster than a new database. */
  empty(): void {
    const tables = this.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    for (const { name } of tables) this.#run(`DELETE FROM ${String(name)}`, [])
  }

  /** Rows of a query, for a test that looks behind the product's back. */
  rows(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#run(sql, values)
  }

  #run(sql: string, values: SQLInputValue[]): Row[] {
    const statement = this.#prepared.get(sql) ?? this.sqlite.prepare(sql)
    this.#prepared.set(sql, statement)
    return statement.all(...values) as Row[]
  }
}

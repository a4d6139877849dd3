import type { Database } from '../../src/platform/d1-database.ts'

/**
 * How the store fails: `before` the batch was committed, `after` it was, or after it and at every call from then on.
 */
export const faults = ['before', 'after', 'after, and then it is down'] as const
export type Fault = (typeof faults)[number]

/** D1 that fails at the call it was told to, as a lost connection would. */
export class FaultyDatabase implements Database {
  /** How often the store was asked since the fault was set. */
  calls = 0
  readonly #database: D1Database
  #fault: { at: number; fault: Fault } | undefined

  constructor(database: D1Database) {
    this.#database = database
  }

  /** Lets the call of this number fail, counted from now on, beginning with 1; `undefined` for none. */
  failAt(at: number | undefined, fault: Fault): void {
    this.calls = 0
    this.#fault = at === undefined ? undefined : { at, fault }
  }

  prepare(sql: string): D1PreparedStatement {
    return this.#database.prepare(sql)
  }

  async batch<T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> {
    this.calls += 1
    const { at, fault } = this.#fault ?? { at: 0, fault: 'before' }
    const isDown = fault === 'after, and then it is down' && at > 0 && this.calls > at
    const isNow = this.calls === at
    if (isDown || (isNow && fault === 'before')) throw lostConnection()
    const results = await this.#database.batch<T>(statements)
    if (isNow) throw lostConnection()
    return results
  }
}

function lostConnection(): Error {
  return new Error('D1_ERROR: Network connection lost.')
}

import type { Database } from '../../src/platform/d1-database.ts'
import type { DatabaseBindings } from '../../src/platform/databases.ts'

/** Databases under the names of their bindings: `DB`, `DB_01`, `DB_02` … */
export function bindDatabases(databases: Database[]): DatabaseBindings {
  const names = databases.map((_, index) => `DB_${String(index).padStart(2, '0')}`)
  const entries = databases.map((database, index) => [index ? names[index] : 'DB', database])
  return Object.fromEntries(entries) as DatabaseBindings
}

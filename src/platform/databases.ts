import type { Database } from './d1-database.ts'

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'
type MoreBinding = `DB_${'0' | '1' | '2' | '3'}${Digit}`

/** Where the databases are bound: `DB` is shard `0`, `DB_01` is `1` … `DB_31` is `Z`. */
export interface DatabaseBindings extends Partial<Record<MoreBinding, Database | undefined>> {
  DB: Database
}

// As many as a ticket number's first character can tell apart.
const bindingNames = Array.from({ length: 32 }, (_, index) => databaseBinding(index))

/** The databases that are bound, in the order of their shards. */
export function boundDatabases(
  bindings: DatabaseBindings,
): [name: keyof DatabaseBindings, Database][] {
  return bindingNames.flatMap((name): [keyof DatabaseBindings, Database][] => {
    const database = bindings[name]
    return database ? [[name, database]] : []
  })
}

/** Bindings that are missing between others: a hole would send tickets to databases that do not have them. */
export function missingDatabases(bindings: object): string[] {
  const bound = bindingNames.map((name) => Boolean(Reflect.get(bindings, name)))
  const last = Math.max(0, bound.lastIndexOf(true))
  return bindingNames.slice(0, last).filter((_, index) => index > 0 && !bound[index])
}

function databaseBinding(index: number): keyof DatabaseBindings {
  return index === 0 ? 'DB' : (`DB_${String(index).padStart(2, '0')}` as MoreBinding)
}

import type { Bindings } from '../../src/platform/open-desk.ts'
import type { Row, Stores } from '../simulation/stores.ts'
import { bindDatabases } from './bind-databases.ts'
import { MemoryBucket } from './memory-bucket.ts'
import { MemoryD1 } from './memory-d1.ts'

const opened: MemoryD1[] = []

/** Empty stores in memory behind the product's own adapters: SQLite for so many D1 databases, maps for KV and R2. */
export function openMemoryStores(databases = 1): Stores {
  while (opened.length < databases) opened.push(new MemoryD1())
  const used = opened.slice(0, databases)
  for (const d1 of used) d1.empty()
  const bucket = new MemoryBucket()
  const codes = new Map<string, string>()
  const kv = {
    get: async (key: string) => codes.get(key) ?? null,
    put: async (key: string, value: string) => void codes.set(key, value),
  }
  return {
    bindings: {
      ...bindDatabases(used.map(({ database }) => database)),
      CODES: kv as unknown as Bindings['CODES'],
      ATTACHMENTS: bucket.bucket,
    },
    rowsOf: async (queries) => {
      return queries.map((sql) => used.flatMap((d1) => d1.rows(sql) as Row[]))
    },
    fileIds: async () => (await bucket.list()).objects.map((object) => object?.key ?? ''),
  }
}

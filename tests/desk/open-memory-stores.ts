import type { Bindings } from '../../src/platform/open-desk.ts'
import type { Row, Stores } from '../simulation/stores.ts'
import { MemoryBucket } from './memory-bucket.ts'
import { MemoryD1 } from './memory-d1.ts'

const d1 = new MemoryD1()

/** Empty stores in memory behind the product's own adapters: SQLite for D1, maps for KV and R2. */
export function openMemoryStores(): Stores {
  d1.empty()
  const bucket = new MemoryBucket()
  const codes = new Map<string, string>()
  const kv = {
    get: async (key: string) => codes.get(key) ?? null,
    put: async (key: string, value: string) => void codes.set(key, value),
  }
  return {
    bindings: {
      DB: d1.database,
      CODES: kv as unknown as Bindings['CODES'],
      ATTACHMENTS: bucket.bucket,
    },
    rowsOf: async (queries) => queries.map((sql) => d1.rows(sql) as Row[]),
    fileIds: async () => (await bucket.list()).objects.map((object) => object?.key ?? ''),
  }
}

import { env } from 'cloudflare:workers'
import type { Row, Stores } from '../simulation/stores.ts'
import { startAfresh } from './setup.ts'

/** The real stores, emptied. */
export async function openPlatformStores(): Promise<Stores> {
  await startAfresh()
  const { DB, CODES, ATTACHMENTS } = env
  return {
    bindings: { DB, CODES, ATTACHMENTS },
    rowsOf: async (queries) => {
      const results = await DB.batch<Row>(queries.map((sql) => DB.prepare(sql)))
      return results.map((result) => result.results)
    },
    fileIds: async () => (await ATTACHMENTS.list()).objects.map(({ key }) => key),
  }
}

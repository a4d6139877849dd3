import { env } from 'cloudflare:workers'
import type { Row, Stores } from '../simulation/stores.ts'
import { bindingsOver } from './platform-desk.ts'
import { allDatabases, startAfresh } from './setup.ts'

/** The real stores with so many databases, emptied. */
export async function openPlatformStores(databases = 1): Promise<Stores> {
  const used = allDatabases.slice(0, databases)
  await startAfresh(used)
  return {
    bindings: bindingsOver(databases),
    rowsOf: async (queries) => {
      const found = used.map((database) =>
        database.batch<Row>(queries.map((sql) => database.prepare(sql))),
      )
      const results = await Promise.all(found)
      return queries.map((_, index) => results.flatMap((each) => each[index]?.results ?? []))
    },
    fileIds: async () => (await env.ATTACHMENTS.list()).objects.map(({ key }) => key),
  }
}

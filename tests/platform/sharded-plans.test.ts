import { expect, test } from 'vitest'
import { openStores } from '../../src/platform/open-stores.ts'
import { newTicketId } from '../contracts/builders.ts'
import { bindDatabases } from '../desk/bind-databases.ts'
import { RecordingDatabase } from './recording-database.ts'
import { scansOf } from './scans.ts'
import { allDatabases } from './setup.ts'
import { shardedDeeds } from './sharded-deeds.ts'

const databases = allDatabases.map((database) => new RecordingDatabase(database))
const stores = openStores(bindDatabases(databases))

test.each(shardedDeeds)('%s reads no whole table', async (_, act) => {
  for (const database of databases) database.statements.clear()
  await act(stores, newTicketId('2'))
  const statements = databases.flatMap((database) => [...database.statements])
  expect(statements.length).toBeGreaterThan(0)
  for (const [sql, values] of statements) expect(await scansOf(sql, values), sql).toEqual([])
})

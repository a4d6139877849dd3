import type { Desk } from '../core/desk.ts'
import { D1Access } from './d1-access.ts'
import { D1Outbox } from './d1-outbox.ts'
import { D1Tickets } from './d1-tickets.ts'
import { boundDatabases, type DatabaseBindings } from './databases.ts'
import { ShardedAccess } from './sharded-access.ts'
import { ShardedOutbox } from './sharded-outbox.ts'
import { ShardedSessions } from './sharded-sessions.ts'
import { ShardedTickets } from './sharded-tickets.ts'
import { Shards } from './shards.ts'

type Stores = Pick<Desk, 'tickets' | 'access' | 'outbox'>

// Stores keep nothing of a request, and to ask for every name a binding may have costs more than a request's own work.
const opened = new WeakMap<DatabaseBindings, Stores>()

/** The stores over all databases that are bound; over one alone the plain adapters. The same bindings give the same. */
export function openStores(bindings: DatabaseBindings): Stores {
  const known = opened.get(bindings) ?? makeStores(bindings)
  opened.set(bindings, known)
  return known
}

function makeStores(bindings: DatabaseBindings): Stores {
  const { DB } = bindings
  const [, ...more] = boundDatabases(bindings).map(([, database]) => database)
  if (more.length === 0) {
    return { tickets: new D1Tickets(DB), access: new D1Access(DB), outbox: new D1Outbox(DB) }
  }
  const shards = new Shards([DB, ...more])
  const sessions = new ShardedSessions(shards)
  return {
    tickets: new ShardedTickets(shards, sessions),
    access: new ShardedAccess(shards, sessions),
    outbox: new ShardedOutbox(shards),
  }
}

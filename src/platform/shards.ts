import { alphabet } from '../core/ticket-number.ts'
import { D1Access } from './d1-access.ts'
import type { Database } from './d1-database.ts'
import { D1Outbox } from './d1-outbox.ts'
import { D1Tickets } from './d1-tickets.ts'

/** One database with the adapters over it. */
export interface Shard {
  database: Database
  tickets: D1Tickets
  access: D1Access
  outbox: D1Outbox
}

/** Which of several databases holds what: a ticket with all that is its own lies in one, named by its number. */
export class Shards {
  readonly all: Shard[]
  /** The first one, which has everything that belongs to an address. */
  readonly home: Shard

  constructor([first, ...more]: [Database, ...Database[]]) {
    this.home = openShard(first)
    this.all = [this.home, ...more.map(openShard)]
  }

  /** Where a ticket is. A number of no shard is nobody's, and the first database knows nothing of it either. */
  of(ticketId: string): Shard {
    return this.all[alphabet.indexOf(ticketId.charAt(0))] ?? this.home
  }

  others(shard: Shard): Shard[] {
    return this.all.filter((each) => each !== shard)
  }

  /** First character of the number that a key opens. */
  shardOf(key: string): string {
    return alphabet.charAt(this.#winners(key).at(-1) ?? 0)
  }

  /** Where a key may have opened a ticket, back to when there was one database. */
  placesOf(key: string): Shard[] {
    return this.#winners(key).map((index) => this.all[index] ?? this.home)
  }

  /** What those answer that do, so that one that is down takes nothing else along; throws if none does. */
  async answering<T>(ask: (shard: Shard) => Promise<T>): Promise<T[]> {
    const results = await Promise.allSettled(this.all.map(ask))
    const answers = results.flatMap((result) =>
      result.status === 'fulfilled' ? [result.value] : [],
    )
    const [first] = results
    if (answers.length === 0 && first?.status === 'rejected') throw first.reason
    return answers
  }

  // Highest random weight: with one database more, only the keys that it wins move.
  #winners(key: string): number[] {
    let highest = -1
    return this.all.flatMap((_, index) => {
      const weight = weightOf(key, index)
      if (weight <= highest) return []
      highest = weight
      return [index]
    })
  }
}

function openShard(database: Database): Shard {
  const [tickets, access] = [new D1Tickets(database), new D1Access(database)]
  return { database, tickets, access, outbox: new D1Outbox(database) }
}

// FNV-1a with murmur3's last mixing: keys are random already, the weights of one key must not resemble each other.
function weightOf(key: string, index: number): number {
  let hash = Math.imul(0x811c9dc5 ^ (index + 1), 0x01000193)
  for (const character of key) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

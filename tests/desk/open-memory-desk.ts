import type { Desk } from '../../src/core/desk.ts'
import { importKey } from '../../src/core/token.ts'
import { openStores } from '../../src/platform/open-stores.ts'
import { bindDatabases } from './bind-databases.ts'
import { MemoryD1 } from './memory-d1.ts'
import { MemoryAttachments, MemoryCodes, MemoryMailbox } from './memory-stores.ts'

/** A desk of its own for one test: SQLite in memory, a clock that stands until it is moved, seeded randomness. */
export interface MemoryDesk extends Desk {
  /** The first database; where there is one only, the database. */
  d1: MemoryD1
  /** All of them, in the order of their shards. */
  databases: MemoryD1[]
  codes: MemoryCodes
  attachments: MemoryAttachments
  mailSender: MemoryMailbox
  logged: { event: string; facts: Record<string, unknown> }[]
  wakes: number
  /** Moves the clock on. */
  pass(seconds: number): void
  /** Waits for what was put off until after the answer. */
  settled(): Promise<void>
}

const start = new Date('2026-11-22T09:00:00Z')

export async function openMemoryDesk(seed = 1, shards = 1): Promise<MemoryDesk> {
  let time = start.getTime()
  const now = () => new Date(time)
  const d1 = new MemoryD1()
  const databases = [d1, ...Array.from({ length: shards - 1 }, () => new MemoryD1())]
  const secret = new Uint8Array(32).fill(7)
  const later: Promise<unknown>[] = []
  const algorithm = { name: 'AES-GCM', length: 256 }
  const desk: MemoryDesk = {
    now,
    random: seededRandom(seed),
    keys: [await importKey(secret)],
    sealKeys: [
      await crypto.subtle.importKey('raw', secret, algorithm, false, ['encrypt', 'decrypt']),
    ],
    origin: 'http://localhost:8787',
    ...openStores(bindDatabases(databases.map(({ database }) => database))),
    codes: new MemoryCodes(),
    attachments: new MemoryAttachments(now),
    mailSender: new MemoryMailbox(),
    d1,
    databases,
    logged: [],
    wakes: 0,
    wake: async () => void (desk.wakes += 1),
    later: (work) => void later.push(work),
    log: (event, facts = {}) => void desk.logged.push({ event, facts }),
    pass: (seconds) => void (time += seconds * 1000),
    settled: async () => void (await Promise.all(later)),
  }
  return desk
}

// mulberry32: the same seed, the same run.
function seededRandom(seed: number): Desk['random'] {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 24
  }
  return (length) => Uint8Array.from({ length }, next)
}

import { env } from 'cloudflare:workers'
import { bindDatabases } from '../../desk/bind-databases.ts'
import type { Bindings } from '../../../src/platform/open-desk.ts'
import { openPlatformDesk, type PlatformDesk } from '../platform-desk.ts'
import { RecordingDatabase } from '../recording-database.ts'
import { allDatabases } from '../setup.ts'
import type { Usage } from './prices.ts'

type Counted = 'kvReads' | 'kvWrites' | 'r2Writes' | 'r2Reads' | 'messages'

/** The product's desk over real stores, all of whose use is counted. */
export interface Meter {
  desk: PlatformDesk
  /** What an act asks of the products: so many calls of the Worker, and one more for each message that it sends. */
  measure(act: () => Promise<unknown>, calls?: number): Promise<Usage>
}

const methods: Record<string, Record<string, Counted>> = {
  CODES: { get: 'kvReads', put: 'kvWrites' },
  ATTACHMENTS: {
    put: 'r2Writes',
    list: 'r2Writes',
    createMultipartUpload: 'r2Writes',
    get: 'r2Reads',
    head: 'r2Reads',
  },
  OUTBOX: { send: 'messages' },
}

export async function openMeter(databases: number): Promise<Meter> {
  const recorded = allDatabases.slice(0, databases).map((each) => new RecordingDatabase(each))
  const counts = { kvReads: 0, kvWrites: 0, r2Writes: 0, r2Reads: 0, messages: 0 }
  const parts = Object.entries(methods).map(([name, names]) => [
    name,
    counting(env[name as keyof Env] as object, names, counts),
  ])
  const bindings = { ...Object.fromEntries(parts), ...bindDatabases(recorded) } as Partial<Bindings>
  const desk = await openPlatformDesk(bindings, databases)
  const read = () => ({
    ...counts,
    mails: desk.mailSender.sent.length,
    trips: sum(recorded.map(({ trips }) => trips)),
    statements: sum(recorded.map(({ runs }) => runs)),
    rowsRead: sum(recorded.map(({ rowsRead }) => rowsRead)),
    rowsWritten: sum(recorded.map(({ rowsWritten }) => rowsWritten)),
  })
  const measure = async (act: () => Promise<unknown>, calls = 1): Promise<Usage> => {
    const before = read()
    await act()
    const after = read()
    const names = Object.keys(before) as (keyof typeof before)[]
    const used = Object.fromEntries(names.map((name) => [name, after[name] - before[name]]))
    const { messages, ...usage } = used as typeof before
    return { ...usage, calls: calls + messages, queueOperations: messages * 3 }
  }
  return { desk, measure }
}

type Env = Cloudflare.Env

function counting<T extends object>(
  binding: T,
  names: Record<string, Counted>,
  counts: Record<Counted, number>,
): T {
  return new Proxy(binding, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...input: unknown[]) => {
        const counted = names[String(name)]
        if (counted) counts[counted] += 1
        return value.apply(target, input)
      }
    },
  })
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

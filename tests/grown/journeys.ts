import { runNightly } from '../../functions/jobs/nightly.ts'
import { confirmCode } from '../../src/core/access/confirm-code.ts'
import { openLink } from '../../src/core/access/open-link.ts'
import { openTicket } from '../../src/core/tickets/open-ticket.ts'
import { reply } from '../../src/core/tickets/reply.ts'
import { digest } from '../../src/core/token.ts'
import { D1Access } from '../../src/platform/d1-access.ts'
import type { Database } from '../../src/platform/d1-database.ts'
import { D1Outbox } from '../../src/platform/d1-outbox.ts'
import { D1Tickets } from '../../src/platform/d1-tickets.ts'
import { askCode, linkToken, newReply, newViewer } from '../desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from '../desk/open-memory-desk.ts'

/** Milliseconds of each part, by its name. */
export type Times = Map<string, number>

/** The product's rules over a grown database; files, codes and mail stay in memory. */
export async function openDeskOver(database: Database): Promise<MemoryDesk> {
  const desk = await openMemoryDesk()
  const stores = {
    tickets: new D1Tickets(database),
    access: new D1Access(database),
    outbox: new D1Outbox(database),
  }
  return Object.assign(desk, stores, {
    now: () => new Date(),
    random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  })
}

/** A guest comes by the link, reads and replies; support looks at its lists; the jobs look for work. */
export async function walk(desk: MemoryDesk, ticketId: string): Promise<Times> {
  const times: Times = new Map()
  const timed = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const startedAt = performance.now()
    const result = await work()
    times.set(name, performance.now() - startedAt)
    return result
  }
  const stranger = newViewer(crypto.randomUUID())
  const token = await linkToken(desk, ticketId)
  await timed('link page', () => openLink(desk, stranger, token))
  const code = await askCode(desk, stranger, token)
  const confirm = () => confirmCode(desk, stranger, { token, code, remember: false })
  const { sessionId } = await timed('code check', confirm)
  const guest = { ...stranger, sessionHash: await digest(sessionId) }
  await timed('reply', () => reply(desk, guest, newReply(desk, ticketId)))
  const page = await timed('ticket page', () => openTicket(desk, guest, ticketId))
  if (page.messages.at(-1)?.text !== newReply(desk, ticketId).text) throw new Error('No reply')
  await timed('API list', () => desk.tickets.list({ status: 'open', max: 25 }))
  await timed('API messages', () => desk.tickets.listMessages({ ticketId, after: 0, max: 50 }))
  const [now, until] = [desk.now(), new Date(desk.now().getTime() + 1000)]
  await timed('outbox', () => desk.outbox.claim({ lease: 'none', now, until, max: 20 }))
  await timed('nightly jobs', () => runNightly(desk))
  return times
}

/** `median([3, 1, 2]) // => 2` */
export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

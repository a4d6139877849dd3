import { digest } from '../../src/core/token.ts'
import { fileTicket, type Filing } from '../../src/core/tickets/file-ticket.ts'
import { openTicket, stampView } from '../../src/core/tickets/open-ticket.ts'
import type { Viewer } from '../../src/core/access/viewer.ts'
import type { Desk } from '../../src/core/desk.ts'
import { deliver } from '../../src/core/notifications/deliver.ts'
import { newFiling, newKey, newViewer } from './guest.ts'

/** A form's key whose ticket goes to this shard. */
export function keyOf(desk: Desk, shard: string): string {
  for (;;) {
    const key = newKey(desk)
    if (desk.tickets.shardOf(key) === shard) return key
  }
}

/** Files a ticket that goes to this shard, and delivers its mail. */
export async function fileOn(
  desk: Desk,
  shard: string,
  changes: Partial<Filing> = {},
): Promise<string> {
  const filing = newFiling(desk, { key: keyOf(desk, shard), ...changes })
  const { ticketId } = await fileTicket(desk, newViewer('filer'), filing)
  await deliver(desk)
  return ticketId
}

/** Files one in this browser, which goes on with the session it then has. */
export async function fileAs(desk: Desk, viewer: Viewer, shard: string) {
  const filing = newFiling(desk, { key: keyOf(desk, shard) })
  const { ticketId, sessionId } = await fileTicket(desk, viewer, filing)
  const sessionHash = sessionId ? await digest(sessionId) : viewer.sessionHash
  return { ticketId, viewer: { ...viewer, sessionHash } }
}

/** Looks at a ticket's page as a person does, which keeps the session alive. */
export async function viewTicket(desk: Desk, viewer: Viewer, ticketId: string) {
  const page = await openTicket(desk, viewer, ticketId)
  await stampView(desk, page)
  return page
}

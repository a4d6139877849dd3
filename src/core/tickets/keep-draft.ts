import type { Viewer } from '../access/viewer.ts'
import type { Desk } from '../desk.ts'
import { limits } from '../limits.ts'
import type { Draft } from './ticket-store.ts'

/**
 * Keeps a reply that cannot be taken before the guest has proven the address again, for this browser and no other.
 * Says nothing of whether there is such a ticket.
 */
export async function keepDraft(
  desk: Desk,
  viewer: Viewer,
  ticketId: string,
  draft: Draft,
): Promise<void> {
  const text = draft.text.slice(0, limits.maxDraftUnits)
  const { browserHash } = viewer
  await desk.tickets.keepDraft({ ...draft, text, browserHash, ticketId, now: desk.now() })
}

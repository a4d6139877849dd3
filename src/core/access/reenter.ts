import type { Desk } from '../desk.ts'
import { guestLinkToToken } from '../guest-link.ts'
import type { Viewer } from './viewer.ts'

/**
 * The token of a ticket's link for a browser whose session ran out there, so that one button leads back in.
 * Undefined for every other browser, and where the session was ended on purpose.
 */
export async function reenter(
  desk: Desk,
  viewer: Viewer,
  ticketId: string,
): Promise<string | undefined> {
  const { browserHash, sessionHash } = viewer
  const now = desk.now()
  const link = await desk.access.readLink({ ticketId, browserHash, sessionHash, now })
  if (!link?.session || !link.grant || link.session.endedAt) return undefined
  // Whoever filed has no link before the address has shown that it wants one.
  if (!link.ticket.verifiedAt) return undefined
  return guestLinkToToken(desk.keys, { ticketId, generation: link.ticket.linkGeneration })
}

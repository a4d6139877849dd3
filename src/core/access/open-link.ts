import type { Desk } from '../desk.ts'
import { tokenToGuestLink } from '../guest-link.ts'
import { limits } from '../limits.ts'
import { Problem } from '../problem.ts'
import { formatTicketNumber } from '../ticket-number.ts'
import type { LinkState } from './access-store.ts'
import { attemptsLeft, isChallengeLive, secondsToNextCode } from './challenge.ts'
import { maskAddress } from './masked-address.ts'
import { accessTo } from './session.ts'
import type { Viewer } from './viewer.ts'

/** What the page behind a guest link shows. */
export interface LinkPage {
  ticketNumber: string
  maskedAddress: string
  /** The browser has proven this ticket already: it needs no code. */
  proven: boolean
  /** A code was sent to this browser and can still be entered. */
  awaitsCode: boolean
  attemptsLeft: number
  secondsToNextCode: number
}

/** Reads the page behind a guest link; changes nothing. Throws `link-not-found` for every link that does not open. */
export async function openLink(desk: Desk, viewer: Viewer, token: string): Promise<LinkPage> {
  const link = await readLiveLink(desk, viewer, token)
  const now = desk.now()
  const { ticket, attempts } = link
  return {
    ticketNumber: formatTicketNumber(ticket.ticketId),
    maskedAddress: maskAddress(ticket.email),
    proven: accessTo(link.session, link.grant, ticket, now) === 'proven',
    awaitsCode: isChallengeLive(attempts, now),
    attemptsLeft: attemptsLeft(attempts, now),
    secondsToNextCode: secondsToNextCode(attempts, now),
  }
}

/** The state behind a token, if its link is neither malformed, nor revoked, nor expired. */
export async function readLiveLink(desk: Desk, viewer: Viewer, token: string): Promise<LinkState> {
  const guestLink = await tokenToGuestLink(desk.keys, token)
  if (!guestLink) throw new Problem('link-not-found')
  const now = desk.now()
  const { ticketId } = guestLink
  const { browserHash, sessionHash } = viewer
  const link = await desk.access.readLink({ ticketId, browserHash, sessionHash, now })
  if (!link || link.ticket.linkGeneration !== guestLink.generation)
    throw new Problem('link-not-found')
  if (isLinkExpired(link, now)) throw new Problem('link-not-found')
  return link
}

function isLinkExpired({ ticket }: LinkState, now: Date): boolean {
  if (!ticket.closedAt) return false
  return now.getTime() >= ticket.closedAt.getTime() + limits.linkDaysAfterClose * 86_400_000
}

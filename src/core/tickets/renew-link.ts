import type { Viewer } from '../access/viewer.ts'
import type { Desk } from '../desk.ts'
import { limits } from '../limits.ts'
import { Problem } from '../problem.ts'
import type { ChangeResult } from './change-ticket.ts'
import { guestAction } from './guest-action.ts'
import { addEvent, emptyChange } from './ticket-change.ts'
import { ticketMail } from './ticket-mail.ts'

/**
 * Revokes every link of the ticket, ends its sessions in other browsers, and mails a new link.
 * Throws as `guestAction`, and `too-early` where the mails for new links are used up: nothing is revoked then.
 */
export function renewLink(
  desk: Desk,
  viewer: Viewer,
  { ticketId, key }: { ticketId: string; key: string },
): Promise<ChangeResult> {
  return guestAction(desk, viewer, {
    ticketId,
    key,
    contents: { form: 'new-link' },
    decide: async (_, ticket) => {
      const now = desk.now()
      refuseEarly(await desk.outbox.linkMailsAt(ticketId, now), now)
      const linkGeneration = ticket.linkGeneration + 1
      const change = emptyChange({ ...ticket, linkGeneration }, now)
      addEvent(change, { kind: 'new-link', actor: 'requester', detail: {} })
      change.endSessions = { except: viewer.sessionHash }
      const mail = ticketMail(desk, ticket, 'new-link', `new-link:${linkGeneration}`)
      change.mails.push({ ...mail, onlyWithin: 'link-budget' })
      return [change]
    },
  })
}

function refuseEarly(mailedAt: Date[], now: Date): void {
  const times = mailedAt.map((date) => date.getTime()).toSorted((a, b) => b - a)
  const gapEnds = (times[0] ?? 0) + limits.linkMailGapSeconds * 1000
  const dayEnds = (times[limits.linkMailsPerDay - 1] ?? 0) + 86_400_000
  const seconds = Math.ceil((Math.max(gapEnds, dayEnds) - now.getTime()) / 1000)
  if (seconds > 0) throw new Problem('too-early', { retryAfterSeconds: seconds })
}

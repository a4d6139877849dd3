import type { Viewer } from '../access/viewer.ts'
import type { Desk } from '../desk.ts'
import type { ChangeResult } from './change-ticket.ts'
import { guestAction } from './guest-action.ts'
import { addEvent, emptyChange } from './ticket-change.ts'

/** The guest reopens a resolved ticket; any other one stays as it is. Throws as `guestAction`. */
export function reopen(
  desk: Desk,
  viewer: Viewer,
  { ticketId, key }: { ticketId: string; key: string },
): Promise<ChangeResult> {
  return guestAction(desk, viewer, {
    ticketId,
    key,
    contents: { form: 'reopening' },
    decide: (_, ticket) => {
      const change = emptyChange(ticket, desk.now())
      if (ticket.status !== 'resolved') return [change]
      change.ticket.status = 'open'
      change.ticket.resolvedAt = undefined
      addEvent(change, { kind: 'reopened', actor: 'requester', detail: {} })
      return [change]
    },
  })
}

import type { Viewer } from '../access/viewer.ts'
import type { Desk } from '../desk.ts'
import type { ChangeResult } from './change-ticket.ts'
import { guestAction } from './guest-action.ts'
import { addEvent, emptyChange } from './ticket-change.ts'

/** Ends every session that opens the ticket, this one too. Throws as `guestAction`. */
export function endSessions(
  desk: Desk,
  viewer: Viewer,
  { ticketId, key }: { ticketId: string; key: string },
): Promise<ChangeResult> {
  return guestAction(desk, viewer, {
    ticketId,
    key,
    contents: { form: 'end-sessions' },
    decide: (_, ticket) => {
      const change = emptyChange(ticket, desk.now())
      addEvent(change, { kind: 'sessions-ended', actor: 'requester', detail: {} })
      change.endSessions = { except: undefined }
      return [change]
    },
  })
}

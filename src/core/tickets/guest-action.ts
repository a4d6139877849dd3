import type { Viewer } from '../access/viewer.ts'
import type { Desk } from '../desk.ts'
import { Problem } from '../problem.ts'
import { changeTicket, type ChangeRequest, type ChangeResult } from './change-ticket.ts'
import { isKey } from './fields.ts'
import { requireProven } from './permission.ts'
import { browserScope } from './post.ts'

export interface GuestAction {
  ticketId: string
  key: string
  /** Everything the form says, its name included: two forms of one page never share a post. */
  contents: unknown
  decide: ChangeRequest['decide']
}

/** A change by a guest who has proven the address; throws as `changeTicket` and `requireProven` do. */
export async function guestAction(
  desk: Desk,
  viewer: Viewer,
  { ticketId, key, contents, decide }: GuestAction,
): Promise<ChangeResult> {
  if (!isKey(key)) throw new Problem('key-reused')
  return changeTicket(desk, {
    ticketId,
    sessionHash: viewer.sessionHash,
    post: { scope: browserScope(viewer.browserHash, ticketId), key, contents },
    authorize: (state) => requireProven(state, desk.now()),
    decide,
  })
}

import { accessTo } from '../access/session.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Desk } from '../desk.ts'
import { Problem } from '../problem.ts'
import { isAttachmentId } from './files.ts'
import type { Attachment } from './ticket.ts'

/** A file's row for a guest who may see its message; throws `not-found` for everyone and everything else. */
export async function openAttachment(
  desk: Desk,
  viewer: Viewer,
  attachmentId: string,
): Promise<Attachment> {
  const { sessionHash } = viewer
  if (!sessionHash || !isAttachmentId(attachmentId)) throw new Problem('not-found')
  const now = desk.now()
  const found = await desk.tickets.findAttachment({ attachmentId, sessionHash, now })
  if (!found || found.message.visibility !== 'public') throw new Problem('not-found')
  const access = accessTo(found.session, found.grant, found.ticket, now)
  const own = access === 'filed' && found.message.author === 'requester'
  if (access !== 'proven' && !own) throw new Problem('not-found')
  return found.attachment
}

/** A file's row for support; throws `not-found`. */
export async function openAttachmentForStaff(
  desk: Desk,
  attachmentId: string,
): Promise<Attachment> {
  const found = isAttachmentId(attachmentId)
    ? await desk.tickets.findAttachment({ attachmentId })
    : undefined
  if (!found) throw new Problem('not-found')
  return found.attachment
}

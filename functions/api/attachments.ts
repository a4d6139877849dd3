import { openAttachmentForStaff } from '../../src/core/tickets/open-attachment.ts'
import { sendFile } from '../downloads.ts'
import type { RouteContext } from '../environment.ts'

/** GET /api/v1/attachments/{attachmentId} */
export async function getApiAttachment(c: RouteContext): Promise<Response> {
  const attachmentId = c.req.param('attachmentId') ?? ''
  return sendFile(c, await openAttachmentForStaff(c.var.desk, attachmentId))
}

import { Problem } from '../src/core/problem.ts'
import { contentDisposition } from '../src/core/tickets/file-name.ts'
import { isInlineType } from '../src/core/tickets/file-type.ts'
import { openAttachment } from '../src/core/tickets/open-attachment.ts'
import type { Attachment } from '../src/core/tickets/ticket.ts'
import type { RouteContext } from './environment.ts'

/** GET of a file, for whoever may see its message. */
export async function getAttachment(c: RouteContext): Promise<Response> {
  const { desk, viewer } = c.var
  const attachmentId = c.req.param('attachmentId') ?? ''
  return sendFile(c, await openAttachment(desk, viewer, attachmentId))
}

/** Sends a file: whole, the part asked for (RFC 9110 §14), or word that it has not changed. */
export async function sendFile(c: RouteContext, attachment: Attachment): Promise<Response> {
  const { attachmentId, bytes } = attachment
  const headers = fileHeaders(attachment)
  const etag = headers.get('ETag') ?? ''
  if (matchesEtag(c.req.header('If-None-Match'), etag)) {
    return new Response(null, { status: 304, headers })
  }
  const range = requestedRange(c, bytes, etag)
  if (range === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${bytes}`)
    return new Response(null, { status: 416, headers })
  }
  const file = await c.var.desk.attachments.read(attachmentId, range)
  if (!file) throw new Problem('unavailable', { retryAfterSeconds: 30 })
  headers.set('Content-Length', String(range?.length ?? bytes))
  if (range) {
    const last = range.offset + range.length - 1
    headers.set('Content-Range', `bytes ${range.offset}-${last}/${bytes}`)
  }
  const body = c.req.method === 'HEAD' ? null : file.body
  return new Response(body, { status: range ? 206 : 200, headers })
}

// Its type is the sniffed one; `answerHeaders` takes it every other power.
function fileHeaders({ name, mediaType, sha256 }: Attachment): Headers {
  const kind = isInlineType(mediaType) ? 'inline' : 'attachment'
  return new Headers({
    'Content-Type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
    'Content-Disposition': contentDisposition(kind, name),
    'Cache-Control': 'private, no-store',
    'Accept-Ranges': 'bytes',
    ETag: `"${sha256}"`,
  })
}

function matchesEtag(header: string | undefined, etag: string): boolean {
  if (!header) return false
  const wanted = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return wanted.includes(etag) || wanted.includes('*')
}

// One range only; several at once are answered with the whole file, as the standard allows.
function requestedRange(
  c: RouteContext,
  bytes: number,
  etag: string,
): { offset: number; length: number } | 'unsatisfiable' | undefined {
  const condition = c.req.header('If-Range')
  const match = /^bytes=(\d*)-(\d*)$/.exec(c.req.header('Range')?.trim() ?? '')
  if (!match || (condition && condition !== etag)) return undefined
  const [, first = '', last = ''] = match
  if (!first && !last) return undefined
  const offset = first ? Number(first) : Math.max(0, bytes - Number(last))
  const end = first && last ? Math.min(Number(last), bytes - 1) : bytes - 1
  if (first && last && Number(last) < offset) return undefined
  return offset > end || (!first && Number(last) === 0)
    ? 'unsatisfiable'
    : { offset, length: end - offset + 1 }
}

import * as z from 'zod/mini'
import { Problem } from '../../src/core/problem.ts'
import { answer } from '../../src/core/tickets/answer.ts'
import { normaliseText } from '../../src/core/tickets/text.ts'
import { askKinds, statuses } from '../../src/core/tickets/ticket.ts'
import { limits } from '../../src/core/limits.ts'
import type { RouteContext } from '../environment.ts'
import { checkShape, readJson } from './read-json.ts'
import { messageResource } from './resources.ts'
import { apiTicketId, idempotencyKey } from './tickets.ts'

const NewMessage = z.object({
  text: z.string(),
  author: z._default(z.string(), ''),
  visibility: z._default(z.enum(['public', 'internal']), 'public'),
  asks: z._default(
    z
      .array(z.object({ kind: z.enum(askKinds), label: z.string() }))
      .check(z.maxLength(limits.maxAsks)),
    [],
  ),
  status: z.optional(z.enum(statuses)),
})

const List = z.object({
  cursor: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 0),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 50),
})

/** POST /api/v1/tickets/{ticketId}/messages */
export async function postMessage(c: RouteContext): Promise<Response> {
  const ticketId = apiTicketId(c)
  const body = await readJson(c, NewMessage)
  const text = normaliseText(body.text)
  const key = idempotencyKey(c)
  const { seq = 0 } = await answer(c.var.desk, {
    ...body,
    status: body.status,
    text,
    ticketId,
    key,
  })
  const after = seq - 1
  const [message] = await c.var.desk.tickets.listMessages({ ticketId, after, max: 1 })
  if (!message) throw new Problem('unavailable')
  return c.json(messageResource(message), 201)
}

/** GET /api/v1/tickets/{ticketId}/messages */
export async function getMessages(c: RouteContext): Promise<Response> {
  const ticketId = apiTicketId(c)
  const { cursor, limit } = checkShape(c.req.query(), List)
  const { ticket } = await c.var.desk.tickets.readState({ ticketId })
  if (!ticket) throw new Problem('not-found')
  const query = { ticketId, after: cursor, max: limit + 1 }
  const messages = await c.var.desk.tickets.listMessages(query)
  const items = messages.slice(0, limit)
  const nextCursor = messages.length > limit ? String(items.at(-1)?.seq ?? cursor) : null
  return c.json({ items: items.map(messageResource), nextCursor })
}

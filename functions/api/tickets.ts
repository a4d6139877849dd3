import * as z from 'zod/mini'
import { Problem } from '../../src/core/problem.ts'
import { normaliseText } from '../../src/core/tickets/text.ts'
import { openByStaff } from '../../src/core/tickets/open-by-staff.ts'
import { categories, statuses, type Ticket } from '../../src/core/tickets/ticket.ts'
import { updateTicket } from '../../src/core/tickets/update-ticket.ts'
import { parseTicketNumber } from '../../src/core/ticket-number.ts'
import { base64urlToBytes, bytesToBase64url } from '../../src/core/token.ts'
import { locales, type Locale } from '../../src/i18n/locales.ts'
import { paths } from '../../src/i18n/paths.ts'
import type { RouteContext } from '../environment.ts'
import { checkShape, readJson } from './read-json.ts'
import { ticketEtag, ticketResource, ticketWithTimeline } from './resources.ts'

const NewTicket = z.object({
  email: z.string(),
  locale: z.enum(locales as [Locale, ...Locale[]]),
  subject: z.string(),
  text: z.string(),
  category: z._default(z.enum(categories), 'other'),
  name: z._default(z.string(), ''),
})

const Update = z.object({
  status: z.optional(z.enum(statuses)),
  category: z.optional(z.enum(categories)),
})

const List = z.object({
  status: z.optional(z.enum(statuses)),
  cursor: z.optional(z.string()),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 25),
})

/** POST /api/v1/tickets */
export async function postApiTicket(c: RouteContext): Promise<Response> {
  const body = await readJson(c, NewTicket)
  const text = normaliseText(body.text)
  const ticketId = await openByStaff(c.var.desk, { ...body, text, key: idempotencyKey(c) })
  const ticket = await readTicket(c, ticketId)
  const location = paths.apiTicket(ticketResource(ticket).ticketId)
  return c.json(ticketResource(ticket), 201, { Location: location, ETag: ticketEtag(ticket) })
}

/** GET /api/v1/tickets */
export async function getTickets(c: RouteContext): Promise<Response> {
  const { status, cursor, limit } = checkShape(c.req.query(), List)
  const before = cursor === undefined ? undefined : cursorToPlace(cursor)
  const tickets = await c.var.desk.tickets.list({ status, before, max: limit + 1 })
  const items = tickets.slice(0, limit)
  const last = items.at(-1)
  const nextCursor = tickets.length > limit && last ? placeToCursor(last) : null
  return c.json({ items: items.map(ticketResource), nextCursor })
}

/** GET /api/v1/tickets/{ticketId} */
export async function getTicket(c: RouteContext): Promise<Response> {
  const found = await c.var.desk.tickets.readTimeline(apiTicketId(c))
  if (!found) throw new Problem('not-found')
  const { ticket, asks, events } = found
  return c.json(ticketWithTimeline(ticket, asks, events), 200, { ETag: ticketEtag(ticket) })
}

/** PATCH /api/v1/tickets/{ticketId} with If-Match (RFC 9110 §13.1.1, RFC 6585 §3) */
export async function patchTicket(c: RouteContext): Promise<Response> {
  const ticketId = apiTicketId(c)
  const condition = c.req.header('If-Match')
  if (!condition) throw new Problem('precondition-required')
  const update = await readJson(c, Update)
  const { status, category } = update
  await updateTicket(c.var.desk, { ticketId, version: etagToVersion(condition), status, category })
  const ticket = await readTicket(c, ticketId)
  return c.json(ticketResource(ticket), 200, { ETag: ticketEtag(ticket) })
}

/** The ticket of the path. Throws `not-found` for what can be no number. */
export function apiTicketId(c: RouteContext): string {
  const ticketId = parseTicketNumber(c.req.param('ticketNumber') ?? '')
  if (!ticketId) throw new Problem('not-found')
  return ticketId
}

/** The call's idempotency key; throws `invalid-fields` for one that is none. */
export function idempotencyKey(c: RouteContext): string | undefined {
  const key = c.req.header('Idempotency-Key')
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new Problem('invalid-fields', {
    fields: [{ field: 'Idempotency-Key', reason: 'malformed-text' }],
  })
}

async function readTicket(c: RouteContext, ticketId: string): Promise<Ticket> {
  const { ticket } = await c.var.desk.tickets.readState({ ticketId })
  if (!ticket) throw new Problem('not-found')
  return ticket
}

// A weak or malformed tag matches nothing, as strong comparison has it.
function etagToVersion(condition: string): number | 'any' {
  if (condition.trim() === '*') return 'any'
  const [, version = '-1'] = /^"(\d+)"$/.exec(condition.trim()) ?? []
  return Number(version)
}

function placeToCursor({ createdAt, ticketId }: Ticket): string {
  return bytesToBase64url(new TextEncoder().encode(`${createdAt.getTime()}.${ticketId}`))
}

function cursorToPlace(cursor: string): { createdAt: number; ticketId: string } {
  const place = new TextDecoder().decode(base64urlToBytes(cursor) ?? new Uint8Array())
  const match = /^(\d{1,15})\.(\w{8})$/.exec(place)
  if (!match) {
    throw new Problem('invalid-fields', { fields: [{ field: 'cursor', reason: 'unknown-choice' }] })
  }
  return { createdAt: Number(match[1]), ticketId: match[2] ?? '' }
}

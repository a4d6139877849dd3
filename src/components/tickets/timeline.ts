import type { OpenTicket } from '../../core/tickets/open-ticket.ts'
import type { Message, TicketEvent } from '../../core/tickets/ticket.ts'
import { formatDay } from '../../i18n/formats.ts'
import type { Locale } from '../../i18n/locales.ts'

export type Entry =
  | { kind: 'day'; day: string }
  | { kind: 'message'; message: Message }
  | { kind: 'event'; event: TicketEvent }

/** Messages and events of a page in their order, each day announced before its first entry. */
export function timelineOf(page: OpenTicket, locale: Locale, timeZone: string): Entry[] {
  const first = page.hasEarlier ? (page.messages[0]?.seq ?? 0) : 0
  const entries = [
    ...filedEvent(page).map((event) => ({ kind: 'event' as const, event })),
    ...page.messages.map((message) => ({ kind: 'message' as const, message })),
    ...page.events
      .filter((event) => event.seq >= first)
      .map((event) => ({ kind: 'event' as const, event })),
  ].toSorted((a, b) => entrySeq(a) - entrySeq(b))
  let lastDay = ''
  return entries.flatMap((entry) => {
    const day = formatDay(locale, entryTime(entry), timeZone)
    const separator: Entry[] = day === lastDay ? [] : [{ kind: 'day', day }]
    lastDay = day
    return [...separator, entry]
  })
}

// The first message is the filing: the page says so before it.
function filedEvent({ messages }: OpenTicket): TicketEvent[] {
  const [first] = messages
  if (first?.seq !== 1) return []
  const { seq, createdAt } = first
  return [{ seq, kind: 'filed', actor: 'requester', detail: {}, ofMessage: true, createdAt }]
}

type Dated = Exclude<Entry, { kind: 'day' }>

/** Number of an entry in its thread. */
export function entrySeq(entry: Dated): number {
  return entry.kind === 'message' ? entry.message.seq : entry.event.seq
}

/** When it was written or happened. */
export function entryTime(entry: Dated): Date {
  return entry.kind === 'message' ? entry.message.createdAt : entry.event.createdAt
}

/** Which sentence of `tickets.json`, `event`, tells this event. */
export function eventWords({ kind, actor, detail }: TicketEvent): string {
  if (kind === 'opened') return `opened_${String(detail['device'] ?? 'unknown')}`
  if (kind === 'resolved' || kind === 'reopened' || kind === 'closed') return `${kind}_${actor}`
  return kind
}

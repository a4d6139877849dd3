import { formatTicketNumber } from '../../src/core/ticket-number.ts'
import type { Ask, Message, Ticket, TicketEvent } from '../../src/core/tickets/ticket.ts'
import { paths } from '../../src/i18n/paths.ts'

/** A ticket as the API gives it. */
export function ticketResource(ticket: Ticket) {
  return {
    ticketId: formatTicketNumber(ticket.ticketId),
    status: ticket.status,
    category: ticket.category,
    locale: ticket.locale,
    subject: ticket.subject,
    requester: {
      email: ticket.email,
      name: ticket.requesterName,
      addressVerified: ticket.verifiedAt !== undefined,
    },
    transactionIds: ticket.transactionIds,
    happenedAt: ticket.happenedAtText,
    follows: ticket.follows ? formatTicketNumber(ticket.follows) : null,
    followedBy: ticket.followedBy ? formatTicketNumber(ticket.followedBy) : null,
    createdAt: ticket.createdAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
  }
}

/** A ticket with its timeline and what it was asked for. */
export function ticketWithTimeline(ticket: Ticket, asks: Ask[], events: TicketEvent[]) {
  return {
    ...ticketResource(ticket),
    asks: asks.map(({ askNumber, kind, label, state }) => ({ askNumber, kind, label, state })),
    timeline: events.map(({ seq, kind, actor, detail, createdAt }) => {
      return { seq, kind, actor, ...detail, createdAt: createdAt.toISOString() }
    }),
  }
}

/** A message as the API gives it. */
export function messageResource(message: Message) {
  const { seq, author, authorName, visibility, text, files, createdAt } = message
  return {
    messageId: seq,
    author: { role: author, name: authorName },
    visibility,
    text,
    attachments: files.map((file) => ({
      attachmentId: file.attachmentId,
      name: file.name,
      type: file.mediaType,
      bytes: file.bytes,
      url: paths.apiAttachment(file.attachmentId),
    })),
    createdAt: createdAt.toISOString(),
  }
}

/** The ticket's `ETag`; `If-Match` takes it back. */
export function ticketEtag(ticket: Ticket): string {
  return `"${ticket.version}"`
}

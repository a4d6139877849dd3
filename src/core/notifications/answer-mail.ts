import type { Desk } from '../desk.ts'
import { addressKey, parseEmailAddress } from '../email-address.ts'
import { parseTicketNumber } from '../ticket-number.ts'
import { bytesToBase64url } from '../token.ts'
import { outboxMail } from './outbox.ts'

/** What the envelope and the headers of a mail to the no-reply address say. */
export interface IncomingMail {
  /** Whom the envelope names; empty for reports of delivery. */
  envelopeFrom: string
  /** The `From` header. */
  from: string
  subject: string
  /** All `Authentication-Results` headers; only the first is our own receiver's (RFC 8601 §5). */
  authenticationResults: string
  autoSubmitted: string | undefined
  precedence: string | undefined
  /** A `List-Id` header stands in the mail. */
  fromList: boolean
}

const quotedOrComment = /"(?:[^"\\]|\\.)*(?:"|$)|\((?:[^()\\]|\\.)*(?:\)|$)/g

/**
 * Answers a requester who replied to an alert, once a day and ticket: nobody reads that address, here is the link.
 * Everything else is dropped: automatic mail (RFC 3834 §2), mail that DMARC does not vouch for, any other sender.
 * `receiver` is the authserv-id our own receiver signs its results with; whoever is another's is not believed.
 */
export async function answerMail(desk: Desk, mail: IncomingMail, receiver?: string): Promise<void> {
  const email = parseEmailAddress(/^[^<>]*<([^<>]*)>\s*$/.exec(mail.from)?.[1] ?? mail.from)
  const ticketId = findTicketNumber(mail.subject)
  if (!email || !ticketId || isAutomatic(mail) || !passesDmarc(mail, receiver)) return
  const now = desk.now()
  const day = now.toISOString().slice(0, 10)
  const answer = outboxMail({
    outboxId: bytesToBase64url(desk.random(16)),
    cause: `${ticketId}:unattended:${day}`,
    ticketId,
    addressKey: addressKey(email),
    kind: 'unattended',
    now,
  })
  await desk.outbox.addForRequester(answer)
  await desk.wake()
}

function findTicketNumber(subject: string): string | undefined {
  const [match] = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/i.exec(subject.slice(0, 1000)) ?? []
  return match && parseTicketNumber(match)
}

function isAutomatic(mail: IncomingMail): boolean {
  const { autoSubmitted, precedence, fromList } = mail
  const submitted = autoSubmitted !== undefined && !/^\s*no\b/i.test(autoSubmitted)
  const { envelopeFrom } = mail
  return (
    submitted ||
    fromList ||
    !envelopeFrom ||
    /^\s*(?:bulk|junk|list|auto_reply)\b/i.test(precedence ?? '')
  )
}

// Our receiver's header may quote the sender (RFC 8601 §7.1), so quotes and comments do not count, and no result may differ.
function passesDmarc({ authenticationResults }: IncomingMail, receiver?: string): boolean {
  const text = authenticationResults.slice(0, 4000)
  const [own = ''] = text.replaceAll(quotedOrComment, '').split(',')
  // RFC 8601 §2.2: the id comes first, a version may follow it.
  const [authservId = ''] = own.trim().toLowerCase().split(/[\s;]/)
  if (receiver && authservId !== receiver.toLowerCase()) return false
  return /[;\s]dmarc=pass\b/i.test(own) && !/\bdmarc\s*=(?!\s*pass\b)/i.test(text)
}

import { formatTicketNumber } from '../../src/core/ticket-number.ts'
import type { AcceptedMail } from '../faults/mail-provider.ts'
import type { Stores } from '../simulation/stores.ts'

/** Mails to anybody but the requester of the ticket they are about. */
export async function strayMails({ rowsOf }: Pick<Stores, 'rowsOf'>, accepted: AcceptedMail[]) {
  const [tickets = []] = await rowsOf(['SELECT ticket_id, email FROM tickets'])
  const emails = new Map(
    tickets.map((row) => [formatTicketNumber(String(row['ticket_id'])), row['email']]),
  )
  return accepted.flatMap(({ to, subject }) => {
    const [number = ''] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(subject) ?? []
    return emails.get(number) === to ? [] : [`a mail goes to its ticket's own address: ${number}`]
  })
}

/** How many of the accepted mails no row of the outbox knows as sent: the second copies. */
export async function copiesOfMails({ rowsOf }: Pick<Stores, 'rowsOf'>, accepted: AcceptedMail[]) {
  const [sent = []] = await rowsOf(["SELECT provider_id FROM outbox WHERE state = 'sent'"])
  const known = new Set(sent.map((row) => row['provider_id']))
  return accepted.filter(({ messageId }) => !known.has(messageId)).length
}

import type { Desk } from '../desk.ts'
import type { Locale } from '../../i18n/locales.ts'
import { fileOnce, newTicketChange } from './file-ticket.ts'
import { checkText, refuseInvalid, textRules } from './fields.ts'
import { parseEmailAddress } from '../email-address.ts'
import type { Category } from './ticket.ts'

export interface StaffFiling {
  key: string | undefined
  email: string
  locale: Locale
  subject: string
  text: string
  category: Category
  name: string
}

/** Opens a ticket for a requester and mails the link; returns its id. Throws `invalid-fields`, `key-reused`. */
export async function openByStaff(desk: Desk, filing: StaffFiling): Promise<string> {
  const email = parseEmailAddress(filing.email)
  refuseInvalid([
    ...(email ? [] : [{ field: 'email', reason: 'malformed-email' } as const]),
    ...checkText('name', filing.name, textRules.name),
    ...checkText('subject', filing.subject, textRules.subject),
    ...checkText('text', filing.text, textRules.text),
  ])
  const { key, ...contents } = filing
  const fields = { ...contents, email: email ?? '', key: key ?? '' }
  const post = key ? { scope: 'api:new', key, contents } : undefined
  const { ticketId } = await fileOnce(desk, post, (id) => {
    const rest = { transactionIds: '', happenedAt: '', files: [] }
    const change = newTicketChange(desk, { ...fields, ...rest }, id)
    change.mails = change.mails.map(({ onlyWithin: _, ...mail }) => mail)
    return change
  })
  return ticketId
}

import { fileTicket } from '../../src/core/tickets/file-ticket.ts'
import { Problem } from '../../src/core/problem.ts'
import { fieldValue } from '../../src/core/refusal.ts'
import { formatTicketNumber } from '../../src/core/ticket-number.ts'
import { paths } from '../../src/i18n/paths.ts'
import { setSessionCookie } from '../cookies.ts'
import type { RouteContext } from '../environment.ts'
import { answerForm, readFormWithFiles, requestLocale, type Surfaces } from './answer-form.ts'
import type { ReadForm } from './read-form.ts'

/** POST of the form that opens a ticket. */
export function postTicket(surfaces: Surfaces) {
  return (c: RouteContext) => {
    const locale = requestLocale(c)
    const form = { form: 'filing', page: paths.newTicket(locale) } as const
    // Files are kept for browsers that have been on the page, not for whatever posts to it.
    const { hasCookie } = c.var.viewer
    const refusal = hasCookie ? undefined : new Problem('cookies-needed')
    const read = readFormWithFiles('new', () => Promise.resolve(refusal))
    return answerForm(c, surfaces, form, (sent) => file(c, sent), read)
  }
}

async function file(c: RouteContext, { values, files }: ReadForm): Promise<string> {
  const locale = requestLocale(c)
  const { ticketId, sessionId } = await fileTicket(c.var.desk, c.var.viewer, {
    locale,
    key: fieldValue(values, 'key'),
    email: fieldValue(values, 'email'),
    name: fieldValue(values, 'name'),
    category: fieldValue(values, 'category'),
    subject: fieldValue(values, 'subject'),
    text: fieldValue(values, 'text'),
    transactionIds: fieldValue(values, 'transactionIds'),
    happenedAt: fieldValue(values, 'happenedAt'),
    files,
  })
  if (sessionId) setSessionCookie(c, sessionId, false)
  return paths.ticket(locale, formatTicketNumber(ticketId))
}

import type { Viewer } from '../../src/core/access/viewer.ts'
import type { Desk } from '../../src/core/desk.ts'
import { Problem } from '../../src/core/problem.ts'
import { fieldValue, type FormName, type FormValues } from '../../src/core/refusal.ts'
import { formatTicketNumber, parseTicketNumber } from '../../src/core/ticket-number.ts'
import { endSessions } from '../../src/core/tickets/end-sessions.ts'
import { renewLink } from '../../src/core/tickets/renew-link.ts'
import { reopen } from '../../src/core/tickets/reopen.ts'
import { resolve } from '../../src/core/tickets/resolve.ts'
import type { ChangeResult } from '../../src/core/tickets/change-ticket.ts'
import { paths } from '../../src/i18n/paths.ts'
import { dropSessionCookie } from '../cookies.ts'
import type { RouteContext } from '../environment.ts'
import { answerForm, pathParameter, requestLocale, type Surfaces } from './answer-form.ts'

/** The ticket of the path; throws `not-found` for what can be no number. */
export function pathTicketId(c: RouteContext): string {
  const ticketId = parseTicketNumber(pathParameter(c, 'ticketNumber'))
  if (!ticketId) throw new Problem('not-found')
  return ticketId
}

type Action = (
  desk: Desk,
  viewer: Viewer,
  input: { ticketId: string; key: string },
) => Promise<ChangeResult>

/** POST of the button that marks a ticket as solved. */
export function postResolution(surfaces: Surfaces) {
  return postAction(surfaces, 'resolution', resolve)
}

/** POST of the button that reopens a ticket. */
export function postReopening(surfaces: Surfaces) {
  return postAction(surfaces, 'reopening', reopen)
}

/** POST of the button that revokes the ticket's links and mails a new one. */
export function postNewLink(surfaces: Surfaces) {
  return postAction(surfaces, 'new-link', renewLink)
}

/** POST of the button that ends every session of the ticket; leads to where a new link can be asked for. */
export function postEndSessions(surfaces: Surfaces) {
  return (c: RouteContext) => {
    const locale = requestLocale(c)
    const page = ticketPage(c)
    return answerForm(c, surfaces, { form: 'end-sessions', page }, async ({ values }) => {
      await endSessions(c.var.desk, c.var.viewer, actionInput(c, values))
      dropSessionCookie(c)
      return `${paths.linkRequest(locale)}?ended`
    })
  }
}

function postAction(surfaces: Surfaces, form: FormName, action: Action) {
  return (c: RouteContext) => {
    const page = ticketPage(c)
    return answerForm(c, surfaces, { form, page }, async ({ values }) => {
      await action(c.var.desk, c.var.viewer, actionInput(c, values))
      return `${page}?done=${form}`
    })
  }
}

function ticketPage(c: RouteContext): string {
  return paths.ticket(requestLocale(c), formatTicketNumber(pathTicketId(c)))
}

function actionInput(c: RouteContext, values: FormValues) {
  return { ticketId: pathTicketId(c), key: fieldValue(values, 'key') }
}

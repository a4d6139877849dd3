import { confirmCode } from '../../src/core/access/confirm-code.ts'
import { requestLink } from '../../src/core/access/request-link.ts'
import { sendCode } from '../../src/core/access/send-code.ts'
import { fieldValue } from '../../src/core/refusal.ts'
import { formatTicketNumber } from '../../src/core/ticket-number.ts'
import { paths } from '../../src/i18n/paths.ts'
import { setSessionCookie } from '../cookies.ts'
import type { RouteContext } from '../environment.ts'
import { answerForm, pathParameter, requestLocale, type Surfaces } from './answer-form.ts'

/** POST of the form that asks for the link again: the same answer whoever asks. */
export function postLinkRequest(surfaces: Surfaces) {
  return (c: RouteContext) => {
    const page = paths.linkRequest(requestLocale(c))
    return answerForm(c, surfaces, { form: 'link-request', page }, async ({ values }) => {
      const email = fieldValue(values, 'email')
      await requestLink(c.var.desk, { email, ticketId: fieldValue(values, 'ticketId') })
      return `${page}?asked`
    })
  }
}

/** POST of the button that sends a code. */
export function postCodeRequest(surfaces: Surfaces) {
  return (c: RouteContext) => {
    const token = pathParameter(c, 'token')
    const page = paths.link(requestLocale(c), token)
    return answerForm(c, surfaces, { form: 'send-code', page }, async () => {
      await sendCode(c.var.desk, c.var.viewer, token)
      return page
    })
  }
}

/** POST of the code. */
export function postCode(surfaces: Surfaces) {
  return (c: RouteContext) => {
    const locale = requestLocale(c)
    const token = pathParameter(c, 'token')
    const form = { form: 'code', page: paths.link(locale, token) } as const
    return answerForm(c, surfaces, form, async ({ values }) => {
      const code = fieldValue(values, 'code')
      const remember = fieldValue(values, 'remember') !== ''
      const guest = await confirmCode(c.var.desk, c.var.viewer, { token, code, remember })
      setSessionCookie(c, guest.sessionId, guest.remembered)
      return paths.ticket(locale, formatTicketNumber(guest.ticketId))
    })
  }
}

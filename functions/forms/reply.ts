import { accessTo } from '../../src/core/access/session.ts'
import { Problem } from '../../src/core/problem.ts'
import { fieldValue, type FormValues } from '../../src/core/refusal.ts'
import { formatTicketNumber } from '../../src/core/ticket-number.ts'
import { keepDraft } from '../../src/core/tickets/keep-draft.ts'
import { reply } from '../../src/core/tickets/reply.ts'
import { paths } from '../../src/i18n/paths.ts'
import type { RouteContext } from '../environment.ts'
import { answerForm, readFormWithFiles, requestLocale, type Surfaces } from './answer-form.ts'
import type { ReadForm } from './read-form.ts'
import { pathTicketId } from './ticket.ts'

/** POST of a reply. */
export function postReply(surfaces: Surfaces) {
  return (c: RouteContext) => {
    const ticketId = pathTicketId(c)
    const page = paths.ticket(requestLocale(c), formatTicketNumber(ticketId))
    const read = readFormWithFiles(
      ticketId,
      once(() => mayStore(c, ticketId)),
    )
    return answerForm(c, surfaces, { form: 'reply', page }, (form) => send(c, ticketId, form), read)
  }
}

async function send(c: RouteContext, ticketId: string, form: ReadForm): Promise<string> {
  const { desk, viewer } = c.var
  const { values, files } = form
  const contents = {
    text: fieldValue(values, 'text'),
    answered: askNumbers(values, 'answered'),
    declined: askNumbers(values, 'declined'),
    files,
  }
  try {
    const sent = await reply(desk, viewer, {
      ticketId,
      key: fieldValue(values, 'key'),
      ...contents,
    })
    const path = paths.ticket(requestLocale(c), formatTicketNumber(sent.ticketId))
    return `${path}?done=reply#m${sent.seq ?? ''}`
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'session-ended') throw error
    await keepDraft(desk, viewer, ticketId, contents)
    throw error
  }
}

// A browser that never had this ticket has no business filling the store; one whose session ended keeps its files.
async function mayStore(c: RouteContext, ticketId: string): Promise<boolean> {
  const { desk, viewer } = c.var
  const { sessionHash } = viewer
  const { ticket, session, grant } = await desk.tickets.readState({ ticketId, sessionHash })
  const access = ticket ? accessTo(session, grant, ticket, desk.now()) : 'none'
  return access === 'proven' || (access === 'lapsed' && grant !== undefined)
}

function once(decide: () => Promise<boolean>): () => Promise<boolean> {
  let decided: Promise<boolean> | undefined
  return () => (decided ??= decide())
}

function askNumbers(values: FormValues, field: string): number[] {
  return (values[field] ?? []).map(Number).filter((number) => Number.isInteger(number))
}

import { accessTo } from '../../src/core/access/session.ts'
import { Problem } from '../../src/core/problem.ts'
import { fieldValue, type FormValues } from '../../src/core/refusal.ts'
import { formatTicketNumber } from '../../src/core/ticket-number.ts'
import { keepDraft } from '../../src/core/tickets/keep-draft.ts'
import { reply } from '../../src/core/tickets/reply.ts'
import { paths } from '../../src/i18n/paths.ts'
import type { RouteContext } from '../environment.ts'
import { errorToProblem } from '../problems.ts'
import { answerForm, readFormWithFiles, requestLocale, type Surfaces } from './answer-form.ts'
import type { ReadForm } from './read-form.ts'
import { pathTicketId } from './ticket.ts'

/** POST of a reply. */
export function postReply(surfaces: Surfaces) {
  return (c: RouteContext) => {
    const ticketId = pathTicketId(c)
    const page = paths.ticket(requestLocale(c), formatTicketNumber(ticketId))
    const read = () => readReply(c, ticketId)
    return answerForm(c, surfaces, { form: 'reply', page }, (form) => send(c, ticketId, form), read)
  }
}

// Who must prove the address again hears of that first, whatever else is wrong: what was written is kept for then.
async function readReply(c: RouteContext, ticketId: string): Promise<ReadForm> {
  const standing = once(() => readStanding(c, ticketId))
  const refuseFile = async () =>
    (await standing()) === 'none' ? new Problem('session-ended') : undefined
  const form = await readFormWithFiles(ticketId, refuseFile)(c)
  try {
    if (!form.problem || (await standing()) === 'proven') return form
    return { ...form, problem: new Problem('session-ended') }
  } catch (error) {
    return { ...form, problem: errorToProblem(error) }
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
async function readStanding(
  c: RouteContext,
  ticketId: string,
): Promise<'proven' | 'lapsed' | 'none'> {
  const { desk, viewer } = c.var
  const { sessionHash, browserHash } = viewer
  const now = desk.now()
  const { ticket, session, grant } = await desk.tickets.readState({ ticketId, sessionHash, now })
  const access = ticket && grant ? accessTo(session, grant, ticket, now) : 'none'
  if (access === 'proven' || access === 'lapsed') return access
  // Its cookie may have run out before what was written did.
  return (await desk.access.hadTicket(browserHash, ticketId)) ? 'lapsed' : 'none'
}

function once<T>(decide: () => Promise<T>): () => Promise<T> {
  let decided: Promise<T> | undefined
  return () => (decided ??= decide())
}

function askNumbers(values: FormValues, field: string): number[] {
  return (values[field] ?? []).map(Number).filter((number) => Number.isInteger(number))
}

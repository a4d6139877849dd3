import { confirmCode } from '../../src/core/access/confirm-code.ts'
import { requestLink } from '../../src/core/access/request-link.ts'
import { sendCode } from '../../src/core/access/send-code.ts'
import { Problem } from '../../src/core/problem.ts'
import { formatTicketNumber } from '../../src/core/ticket-number.ts'
import { endSessions } from '../../src/core/tickets/end-sessions.ts'
import { fileTicket } from '../../src/core/tickets/file-ticket.ts'
import { renewLink } from '../../src/core/tickets/renew-link.ts'
import { reopen } from '../../src/core/tickets/reopen.ts'
import { reply } from '../../src/core/tickets/reply.ts'
import { resolve } from '../../src/core/tickets/resolve.ts'
import { digest } from '../../src/core/token.ts'
import type { FaultPlan } from '../faults/fault.ts'
import type { Choice } from './choice.ts'
import { codesMailed, linksMailed } from './mailbox.ts'
import { keepWords, newWords, noteProblem, post, storeFiles } from './posting.ts'
import { count, requesterOf, type Person, type Stage } from './stage.ts'

type Deed = (stage: Stage, choice: Choice, plan: FaultPlan) => Promise<void>

/** The person that a choice is about. */
export function personOf({ people }: Stage, { who }: Choice): Person {
  return pick(people, who)
}

function pick<T>(from: T[], number: number): T {
  const picked = from[number % from.length]
  if (picked === undefined) throw new RangeError('Nothing to choose from')
  return picked
}

/** The ticket that a choice is about: mostly one that the person has open, at times any other, or none such. */
export function ticketOf({ ticketIds }: Stage, { which, detail }: Choice, person?: Person): string {
  const opened = person?.opened ?? []
  if (opened.length > 0 && detail % 8 > 0) return pick(opened, which)
  return ticketIds[which % (ticketIds.length + 1)] ?? '0ZZZZZZZ'
}

export function newKey(stage: Stage): string {
  return String(stage.posts.length).padStart(22, '0')
}

export const file: Deed = async (stage, choice, plan) => {
  const person = personOf(stage, choice)
  const key = newKey(stage)
  const words = newWords(stage, 'requester', choice.detail % 3 === 0 ? 1 : 0)
  const { email, locale } = requesterOf(choice.detail)
  const fields = { name: 'Maria', category: 'payment', transactionIds: '', happenedAt: '' }
  const viewer = { ...person.viewer }
  const scope = 'new'
  const send: Parameters<typeof post>[1]['send'] = async (desk) => {
    const { browserHash } = viewer
    const files = await storeFiles(desk, { browserHash, scope, key }, words)
    const filing = { ...fields, email, locale, key, subject: 'Banii', text: words.text, files }
    const { ticketId, sessionId } = await fileTicket(desk, viewer, filing)
    if (sessionId && !person.viewer.sessionHash) {
      person.viewer = { ...person.viewer, sessionHash: await digest(sessionId) }
    }
    return { ticketId, seq: 1 }
  }
  await post(stage, { words, send }, plan)
}

export const write: Deed = async (stage, choice, plan) => {
  const person = personOf(stage, choice)
  const ticketId = ticketOf(stage, choice, person)
  const key = newKey(stage)
  const words = newWords(stage, 'requester', choice.detail % 4 === 0 ? 2 : 0)
  const answered = choice.detail % 2 ? [1, 2, 3] : []
  const send: Parameters<typeof post>[1]['send'] = async (desk) => {
    const { viewer } = person
    const form = { browserHash: viewer.browserHash, scope: ticketId, key }
    const files = await storeFiles(desk, form, words)
    const place = `${viewer.browserHash} ${ticketId}`
    const draft = stage.drafts.get(place)
    // Whoever hears nothing certain may have sent it, and then the draft is gone.
    stage.drafts.delete(place)
    try {
      const contents = { text: words.text, answered, declined: [], files }
      return await reply(desk, viewer, { ticketId, key, ...contents })
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'unavailable') throw error
      if (draft) stage.drafts.set(place, draft)
      if (error.code === 'session-ended') {
        await keepWords(stage, desk, viewer, { ticketId, words, files })
      }
      throw error
    }
  }
  await post(stage, { words, send }, plan)
}

const buttons = [resolve, reopen, renewLink, endSessions]

export const press: Deed = async (stage, choice, plan) => {
  const person = personOf(stage, choice)
  const ticketId = ticketOf(stage, choice, person)
  const key = newKey(stage)
  const act = pick(buttons, choice.detail)
  await post(
    stage,
    { words: undefined, send: (desk) => act(desk, person.viewer, { ticketId, key }) },
    plan,
  )
}

export const askCode: Deed = async (stage, choice, plan) => {
  const person = personOf(stage, choice)
  // A forwarded mail is anybody's.
  const links = linksMailed(stage, person.mailbox).toReversed()
  const token = links[choice.which % Math.max(1, links.length)] ?? 'no-link'
  person.asked = token
  const sent = await tryDeed(stage, plan, (desk) => sendCode(desk, person.viewer, token))
  if (sent) count(stage, 'code asked for')
}

/** A mail scanner opens a link and presses the button, without a cookie: nothing may leave. */
export const scan: Deed = async (stage, choice, plan) => {
  const links = linksMailed(stage)
  const token = links[choice.which % Math.max(1, links.length)] ?? 'no-link'
  const viewer = { ...personOf(stage, choice).viewer, browserHash: 'scanner', hasCookie: false }
  const worked = await tryDeed(stage, plan, (desk) => sendCode(desk, viewer, token))
  if (worked) stage.breaches.push('a scanner has caused a code')
}

/** Enters the newest code that the person can read for the link at hand, or an earlier one, or guesses. */
export const enterCode: Deed = async (stage, choice, plan) => {
  const person = personOf(stage, choice)
  const token = person.asked
  if (!token) return
  const mailed = codesMailed(stage)
  const own = mailed.filter((each) => each.to === person.mailbox && each.token === token)
  const mail = own.at(choice.detail % 5 === 0 ? -2 : -1)
  const isGuess = !mail || choice.detail % 7 === 0
  const code = isGuess ? String(choice.detail).padStart(6, '7') : mail.code
  const input = { token, code, remember: choice.detail % 2 === 0 }
  await tryDeed(stage, plan, async (desk) => {
    const guest = await confirmCode(desk, person.viewer, input)
    person.viewer = { ...person.viewer, sessionHash: await digest(guest.sessionId) }
    person.opened = [...new Set([...person.opened, guest.ticketId])]
    count(stage, 'opened')
    const known = mailed.some((each) => each.code === code && each.ticketId === guest.ticketId)
    if (!known) stage.breaches.push('a code opens that was never mailed')
  })
}

export const askLink: Deed = async (stage, choice, plan) => {
  const { email } = requesterOf(choice.detail)
  const ticketId = formatTicketNumber(ticketOf(stage, choice))
  await tryDeed(stage, plan, (desk) => requestLink(desk, { email, ticketId }))
}

/** Does what has no key: whether it worked is all that its client knows. */
export async function tryDeed(
  stage: Stage,
  plan: FaultPlan,
  deed: (desk: Awaited<ReturnType<Stage['world']['invoke']>>) => Promise<unknown>,
): Promise<boolean> {
  try {
    await deed(await stage.world.invoke(plan))
    return true
  } catch (error) {
    noteProblem(stage, error)
    return false
  }
}

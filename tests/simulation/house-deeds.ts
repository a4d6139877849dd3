import { runNightly } from '../../functions/jobs/nightly.ts'
import { runOutbox } from '../../functions/jobs/outbox.ts'
import { openLink } from '../../src/core/access/open-link.ts'
import { answer } from '../../src/core/tickets/answer.ts'
import { openByStaff } from '../../src/core/tickets/open-by-staff.ts'
import { openTicket, stampView, type OpenTicket } from '../../src/core/tickets/open-ticket.ts'
import { updateTicket } from '../../src/core/tickets/update-ticket.ts'
import { statuses } from '../../src/core/tickets/ticket.ts'
import type { FaultPlan, Part } from '../faults/fault.ts'
import { noteProofs } from '../invariants/grant-breaches.ts'
import type { Choice } from './choice.ts'
import { askCode, enterCode, newKey, personOf, ticketOf, tryDeed } from './guest-deeds.ts'
import { linksMailed } from './mailbox.ts'
import { newWords, post, sendPost } from './posting.ts'
import { count, requesterOf, type Stage } from './stage.ts'

type Deed = (stage: Stage, choice: Choice, plan: FaultPlan) => Promise<void>

export const answerAsSupport: Deed = async (stage, choice, plan) => {
  const ticketId = ticketOf(stage, choice)
  const key = newKey(stage)
  const words = newWords(stage, 'support')
  const { detail } = choice
  const visibility = detail % 5 === 0 ? ('internal' as const) : ('public' as const)
  const asks =
    detail % 3 === 1 && visibility === 'public' ? [{ kind: 'time' as const, label: 'Când?' }] : []
  const status = detail % 7 === 0 ? ('resolved' as const) : undefined
  const rest = { ticketId, key, text: words.text, author: 'Ana', visibility, asks, status }
  await post(stage, { words, send: (desk) => answer(desk, rest) }, plan)
}

export const openAsSupport: Deed = async (stage, choice, plan) => {
  const key = newKey(stage)
  const words = { ...newWords(stage, 'support'), author: 'requester' as const }
  const fields = { subject: 'Banii', category: 'payment' as const, name: 'Maria' }
  const filing = { ...requesterOf(choice.detail), ...fields, key, text: words.text }
  const send: Parameters<typeof post>[1]['send'] = async (desk) => {
    return { ticketId: await openByStaff(desk, filing), seq: 1 }
  }
  await post(stage, { words, send }, plan)
}

export const updateAsSupport: Deed = async (stage, choice, plan) => {
  const status = statuses[choice.detail % statuses.length]
  const rest = { version: 'any' as const, status, category: undefined }
  await tryDeed(stage, plan, (desk) =>
    updateTicket(desk, { ticketId: ticketOf(stage, choice), ...rest }),
  )
}

/** Opens the ticket's page: everything that was acknowledged stands there, and nothing that is not for this viewer. */
export const read: Deed = async (stage, choice, plan) => {
  const person = personOf(stage, choice)
  const ticketId = ticketOf(stage, choice, person)
  await tryDeed(stage, plan, async (desk) => {
    const promised = stage.posts.flatMap(({ acknowledged, words }) =>
      acknowledged?.ticketId === ticketId && words ? [words] : [],
    )
    const place = `${person.viewer.browserHash} ${ticketId}`
    const draft = stage.drafts.get(place)
    const page = await openTicket(desk, person.viewer, ticketId)
    checkPage(stage, page, promised)
    const isFresh = draft && stage.world.now().getTime() - draft.at.getTime() < 29 * 86_400_000
    // Another deed at the same moment may be putting another draft in its place.
    const isStill = stage.drafts.get(place) === draft
    if (page.access === 'proven' && isFresh && isStill && page.draft?.text !== draft.text) {
      stage.breaches.push('a draft is lost')
    }
    await stampView(desk, page)
    count(stage, `read as ${page.access}`)
  })
}

function checkPage(stage: Stage, page: OpenTicket, promised: { text: string; author: string }[]) {
  const texts = new Set(page.messages.map(({ text }) => text))
  const isHidden = page.access === 'filed' && page.ticket.verifiedAt
  if (isHidden) stage.breaches.push('a filing browser reads on after somebody proved the address')
  if (page.messages.some(({ visibility }) => visibility === 'internal')) {
    stage.breaches.push('a guest reads an internal note')
  }
  if (page.access === 'filed' && page.messages.some(({ author }) => author === 'support')) {
    stage.breaches.push('a filing browser reads answers')
  }
  if (page.messages.length >= 50) return
  const lost = promised.filter(({ text, author }) => author === 'requester' && !texts.has(text))
  for (const { text } of lost) stage.breaches.push(`acknowledged and not on the page: ${text}`)
}

export const look: Deed = async (stage, choice, plan) => {
  const links = linksMailed(stage)
  const token = links[choice.which % Math.max(1, links.length)] ?? 'no-link'
  const { viewer } = personOf(stage, choice)
  await tryDeed(stage, plan, (desk) => openLink(desk, viewer, token))
}

export const deliverMails: Deed = async (stage, _, plan) => {
  const faults: unknown[] = []
  const watched: FaultPlan = {
    async befall(call) {
      const before = stage.world.now()
      const fault = await plan.befall(call)
      if (fault || stage.world.now() > before) faults.push(fault)
      return fault
    },
  }
  const before = stage.world.provider.accepted.length
  const delivered = await tryDeed(stage, watched, runOutbox)
  if (delivered) count(stage, 'mails delivered')
  if (faults.length > 0) stage.excusedCopies += stage.world.provider.accepted.length - before
}

/** Asks for a code, waits for the mail and enters it. */
export const walkIn: Deed = async (stage, choice, plan) => {
  await askCode(stage, choice, plan)
  await deliverMails(stage, choice, plan)
  await enterCode(stage, choice, plan)
}

/** Has a code sent and guesses until it is told to stop. */
export const hammer: Deed = async (stage, choice, plan) => {
  await askCode(stage, choice, plan)
  for (let guess = 0; guess < 6; guess += 1) {
    await enterCode(stage, { ...choice, detail: choice.detail * 7 + guess * 70 }, plan)
  }
}

export const runNight: Deed = async (stage, _, plan) => {
  await noteProofs(stage.world.stores, stage.proofs)
  if (await tryDeed(stage, plan, runNightly)) count(stage, 'night worked')
}

/** Sends something again: what is not answered yet, or what has long been. */
export const sendAgain: Deed = async (stage, { which, detail }, plan) => {
  const waiting = [...stage.unanswered]
  const done = stage.posts.filter(({ acknowledged }) => acknowledged)
  const posts = detail % 3 === 0 || waiting.length === 0 ? done : waiting
  const chosen = posts[which % Math.max(1, posts.length)]
  if (chosen) await sendPost(stage, chosen, plan)
}

const spans = [1, 5, 20, 61, 61, 61, 90, 120, 300, 600]
const longSpans = [660, 3601, 7200, 86_400, 15 * 86_400, 91 * 86_400]

export const passTime: Deed = async ({ world }, { which, detail }) => {
  const drawn = detail % 10 === 0 ? longSpans : spans
  world.pass(drawn[which % drawn.length] ?? 1)
}

/** The clock of the next invocations goes up to five minutes before or after; back and forth. */
export const skewClock: Deed = async ({ world }, { detail }) => {
  world.skewSeconds = (detail % 601) - 300
}

const parts: Part[] = ['database', 'codes', 'bucket', 'queue', 'mail']

/** Breaks a part, or mends whatever is broken. */
export const breakPart: Deed = async (stage, { detail }) => {
  stage.down = stage.down ? undefined : parts[detail % parts.length]
}

import type { Desk } from '../desk.ts'
import { Problem } from '../problem.ts'
import { settle } from '../settle.ts'
import { fingerprintOf, repeatOf, type Post, type PostContents } from './post.ts'
import type { Ticket } from './ticket.ts'
import type { TicketChange } from './ticket-change.ts'
import type { TicketState, TicketStore } from './ticket-store.ts'

export interface ChangeRequest {
  ticketId: string
  sessionHash?: string | undefined
  /** Absent where the caller takes no care that a repetition meets itself. */
  post?: PostContents
  /** Throws where this is not the caller's to do, before it is known whether there is such a ticket. */
  authorize(state: TicketState): void
  /** What shall be written, if anything; may be asked again when the ticket changed meanwhile. */
  decide(state: TicketState, ticket: Ticket): TicketChange[] | Promise<TicketChange[]>
}

export interface ChangeResult {
  ticketId: string
  /** Of the message that was written, if one was. */
  seq: number | undefined
}

const maxRounds = 12

/**
 * Reads a ticket, decides, writes everything in one batch, and starts again if the ticket changed in between.
 * A repetition returns what the first one did. Throws what `authorize` and `decide` throw, `key-reused`, `unavailable`.
 */
export async function changeTicket(desk: Desk, request: ChangeRequest): Promise<ChangeResult> {
  for (let round = 0; round < maxRounds; round += 1) {
    const state = await desk.tickets.readState({ ...request, now: desk.now() })
    const repeated = request.post && (await repeatOf(state.post, request.post))
    if (repeated) return repeated
    request.authorize(state)
    if (!state.ticket) throw new Problem('not-found')
    const changes = await decide(desk, request, state, state.ticket)
    if (!Array.isArray(changes)) return changes
    if (changes.length === 0) return { ticketId: request.ticketId, seq: undefined }
    const result = await commit(desk, request.post, changes)
    if (result) return result
  }
  throw new Problem('unavailable', { retryAfterSeconds: 1 })
}

// The same post may have been taken since the ticket was read: what is refused because of it has its answer.
async function decide(
  desk: Desk,
  request: ChangeRequest,
  state: TicketState,
  ticket: Ticket,
): Promise<TicketChange[] | Post> {
  try {
    return await request.decide(state, ticket)
  } catch (error) {
    if (!request.post) throw error
    const { scope, key } = request.post
    const found = await desk.tickets.findPost(scope, key, ticket.ticketId)
    const repeated = await repeatOf(found, request.post)
    if (!repeated) throw error
    return repeated
  }
}

/** Writes the changes with the post that caused them; undefined where they must be decided anew. */
export async function commit(
  desk: Desk,
  contents: PostContents | undefined,
  changes: TicketChange[],
): Promise<ChangeResult | undefined> {
  const last = changes.at(-1)
  if (!last) return undefined
  const { ticketId } = last.ticket
  const seq = last.messages.at(-1)?.seq
  if (contents) {
    const { scope, key } = contents
    last.post = { scope, key, fingerprint: await fingerprintOf(contents), ticketId, seq }
  }
  const { post } = last
  const outcome = await settle<Outcome | Post>(
    () => desk.tickets.commit(changes),
    () => (post ? wasStored(desk, post) : Promise.resolve(undefined)),
  )
  if (typeof outcome === 'string' && outcome !== 'stored') return undefined
  if (changes.some((change) => change.mails.length > 0)) await desk.wake()
  if (outcome === 'stored') return { ticketId, seq }
  return { ticketId: outcome.ticketId, seq: outcome.seq }
}

type Outcome = Awaited<ReturnType<TicketStore['commit']>>

// What stands under the key may be a twin's that came first: its ticket is the answer then, not the one drawn here.
async function wasStored(desk: Desk, post: Post): Promise<Post | undefined> {
  const found = await desk.tickets.findPost(post.scope, post.key, post.ticketId)
  return found && found.fingerprint === post.fingerprint ? found : undefined
}

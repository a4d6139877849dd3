import type { Post } from '../core/tickets/post.ts'
import type { TicketChange } from '../core/tickets/ticket-change.ts'
import type { TicketStore } from '../core/tickets/ticket-store.ts'
import type { Ticket } from '../core/tickets/ticket.ts'
import { reserveMail } from './d1-budgets.ts'
import type { ShardedSessions } from './sharded-sessions.ts'
import type { Shards } from './shards.ts'

/** Tickets in several databases. What is one ticket's goes to its own; lists are merged from all. */
export class ShardedTickets implements TicketStore {
  readonly #shards: Shards
  readonly #sessions: ShardedSessions

  constructor(shards: Shards, sessions: ShardedSessions) {
    this.#shards = shards
    this.#sessions = sessions
  }

  async readState(query: Parameters<TicketStore['readState']>[0]) {
    const state = await this.#of(query).readState(query)
    return { ...state, session: await this.#sessions.current(state.session, query) }
  }

  async readPage(query: Parameters<TicketStore['readPage']>[0]) {
    const page = await this.#of(query).readPage(query)
    return { ...page, session: await this.#sessions.current(page.session, query) }
  }

  async findPost(scope: string, key: string, ticketId?: string): Promise<Post | undefined> {
    const places = ticketId ? [this.#shards.of(ticketId)] : this.#shards.placesOf(key)
    const posts = await Promise.all(places.map(({ tickets }) => tickets.findPost(scope, key)))
    return posts.find((post) => post !== undefined)
  }

  shardOf(key: string): string {
    return this.#shards.shardOf(key)
  }

  async commit(changes: TicketChange[]) {
    const shards = new Set(changes.map(({ ticket }) => this.#shards.of(ticket.ticketId)))
    const [shard = this.#shards.home] = shards
    if (shards.size > 1) throw new Error('The tickets of one commit lie in one database')
    for (const change of changes) await this.#sessions.endElsewhere(change)
    const isHome = shard === this.#shards.home
    const outcome = await shard.tickets.commit(
      isHome ? changes : await Promise.all(changes.map((change) => this.#withinBudget(change))),
    )
    if (outcome === 'stored') await Promise.all(changes.map((change) => this.#moveLapsed(change)))
    return outcome
  }

  keepDraft(draft: Parameters<TicketStore['keepDraft']>[0]): Promise<void> {
    return this.#of(draft).keepDraft(draft)
  }

  // Its id does not say where a file is: it was stored before its ticket had a number, and may be in two.
  async findAttachment(query: Parameters<TicketStore['findAttachment']>[0]) {
    const results = await Promise.allSettled(
      this.#shards.all.map(({ tickets }) => tickets.findAttachment(query)),
    )
    const found = results.flatMap((each) =>
      each.status === 'fulfilled' && each.value ? [each.value] : [],
    )
    const granted =
      found.find(({ grant }) => grant === 'proven') ?? found.find(({ grant }) => grant)
    const best = granted ?? (query.sessionHash === undefined ? found[0] : undefined)
    const failed = results.find((each) => each.status === 'rejected')
    if (!best && failed) throw failed.reason
    const shown = best ?? found[0]
    const session = shown && (await this.#sessions.current(shown.session, query))
    return shown && { ...shown, session }
  }

  async list(query: Parameters<TicketStore['list']>[0]): Promise<Ticket[]> {
    const lists = await this.#ofAll((tickets) => tickets.list(query))
    return lists.flat().toSorted(newestFirst).slice(0, query.max)
  }

  listMessages(query: Parameters<TicketStore['listMessages']>[0]) {
    return this.#of(query).listMessages(query)
  }

  readTimeline(ticketId: string) {
    return this.#of({ ticketId }).readTimeline(ticketId)
  }

  listEvents(ticketId: string) {
    return this.#of({ ticketId }).listEvents(ticketId)
  }

  listAsks(ticketId: string) {
    return this.#of({ ticketId }).listAsks(ticketId)
  }

  async listToClose(resolvedBefore: Date, max: number): Promise<Ticket[]> {
    const lists = await this.#ofAll((tickets) => tickets.listToClose(resolvedBefore, max))
    const resolvedAt = (ticket: Ticket) => ticket.resolvedAt?.getTime() ?? 0
    return lists
      .flat()
      .toSorted((a, b) => resolvedAt(a) - resolvedAt(b))
      .slice(0, max)
  }

  async attachmentsInUse(attachmentIds: string[]): Promise<Set<string>> {
    const sets = await this.#ofAll((tickets) => tickets.attachmentsInUse(attachmentIds))
    return new Set(sets.flatMap((set) => [...set]))
  }

  async sweepDrafts(before: Date): Promise<void> {
    await this.#ofAll((tickets) => tickets.sweepDrafts(before))
  }

  #of({ ticketId }: { ticketId: string }): TicketStore {
    return this.#shards.of(ticketId).tickets
  }

  /** Every database answers, or the whole fails: a list with a hole says that something is not there. */
  #ofAll<T>(ask: (tickets: TicketStore) => Promise<T>): Promise<T[]> {
    return Promise.all(this.#shards.all.map(({ tickets }) => ask(tickets)))
  }

  // The budget of an address lies in the first database. The same post again finds its own reservation there.
  async #withinBudget(change: TicketChange): Promise<TicketChange> {
    const { post } = change
    const mails = change.mails.map(async (budgeted) => {
      const { onlyWithin, ...mail } = budgeted
      if (onlyWithin !== 'filing-budget') return [budgeted]
      const reservation = post ? `${post.scope}:${post.key}` : mail.cause
      const claim = { reservation, kind: 'filed' as const, mail, wanted: true }
      return (await reserveMail(this.#shards.home.database, claim)) ? [mail] : []
    })
    return { ...change, mails: (await Promise.all(mails)).flat() }
  }

  async #moveLapsed({ grant, ticket }: TicketChange): Promise<void> {
    if (!grant?.lapsedSession) return
    const shard = this.#shards.of(ticket.ticketId)
    const { session, lapsedSession: from } = grant
    await this.#sessions.moveFrom(shard, { session, from, live: false, endedAt: undefined })
  }
}

function newestFirst(a: Ticket, b: Ticket): number {
  const age = b.createdAt.getTime() - a.createdAt.getTime()
  if (age !== 0) return age
  return a.ticketId < b.ticketId ? 1 : -1
}

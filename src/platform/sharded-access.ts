import type { AccessStore, Confirmation, LinkState, NewCode } from '../core/access/access-store.ts'
import type { OutboxMail } from '../core/notifications/outbox.ts'
import { verifyAddressStatement } from './d1-access-writes.ts'
import { reserveMail } from './d1-budgets.ts'
import { runOne } from './d1-database.ts'
import type { ShardedSessions } from './sharded-sessions.ts'
import type { Shards } from './shards.ts'

/** The way in to tickets in several databases: each ticket's codes and attempts lie beside it. */
export class ShardedAccess implements AccessStore {
  readonly #shards: Shards
  readonly #sessions: ShardedSessions

  constructor(shards: Shards, sessions: ShardedSessions) {
    this.#shards = shards
    this.#sessions = sessions
  }

  async readLink(query: Parameters<AccessStore['readLink']>[0]): Promise<LinkState | undefined> {
    const link = await this.#of(query).readLink(query)
    return link && { ...link, session: await this.#sessions.current(link.session, query) }
  }

  findSession(sessionHash: string) {
    return this.#sessions.find(sessionHash)
  }

  hadTicket(browserHash: string, ticketId: string): Promise<boolean> {
    return this.#of({ ticketId }).hadTicket(browserHash, ticketId)
  }

  addCode(code: NewCode): Promise<boolean> {
    return this.#of(code).addCode(code)
  }

  takeAttempt(attempt: Parameters<AccessStore['takeAttempt']>[0]): Promise<boolean> {
    return this.#of(attempt).takeAttempt(attempt)
  }

  returnAttempt(
    attempt: { attemptId: string; ticketId: string },
    then?: { codesInDatabase: string },
  ): Promise<void> {
    return this.#of(attempt).returnAttempt(attempt, then)
  }

  async confirm(confirmation: Confirmation): Promise<boolean> {
    const shard = this.#shards.of(confirmation.ticketId)
    if (!(await shard.access.confirm(confirmation))) return false
    const { session, previous, at } = confirmation
    const from = previous?.sessionHash
    await Promise.all([
      this.#verifyAddress(confirmation),
      from && this.#sessions.moveFrom(shard, { session, from, live: previous.live, endedAt: at }),
    ])
    return true
  }

  /** Three steps whether or not anything is mailed: how long it takes tells nothing. */
  async requestLink(mail: OutboxMail): Promise<void> {
    const { home } = this.#shards
    const shard = this.#shards.of(mail.ticketId)
    if (shard === home) return home.access.requestLink(mail)
    const wanted = await shard.access.wouldMailLink(mail)
    // A ticket's links are a minute apart: those asked for at once are one mail, and one of its address's budget.
    const reservation = `link:${mail.ticketId}:${Math.floor(mail.createdAt.getTime() / 60_000)}`
    const claim = { reservation, kind: 'link' as const, mail, wanted }
    await shard.access.mailLink(mail, await reserveMail(home.database, claim))
  }

  async touchSession(sessionHash: string, now: Date, ticketId: string): Promise<void> {
    await this.#of({ ticketId }).touchSession(sessionHash, now)
  }

  async sweep(now: Date): Promise<void> {
    await Promise.all(this.#shards.all.map(({ access }) => access.sweep(now)))
  }

  #of({ ticketId }: { ticketId: string }) {
    return this.#shards.of(ticketId).access
  }

  // Lost, it costs mails: the address counts as a stranger's until it is proven once more.
  async #verifyAddress(confirmation: Confirmation): Promise<void> {
    const { database } = this.#shards.home
    if (this.#shards.of(confirmation.ticketId) === this.#shards.home) return
    await runOne(database, verifyAddressStatement(database, confirmation)).catch(() => undefined)
  }
}

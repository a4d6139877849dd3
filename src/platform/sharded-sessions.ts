import { isSessionLive, type Session } from '../core/access/session.ts'
import type { TicketChange } from '../core/tickets/ticket-change.ts'
import { runBatch, runOne } from './d1-database.ts'
import {
  endSessionsStatement,
  moveSessionStatements,
  ticketSessionsStatement,
  type MovedGrants,
} from './d1-grants.ts'
import { text } from './d1-rows.ts'
import type { Shard, Shards } from './shards.ts'

/**
 * One browser's session over several databases: a row under the same hash in each that has a ticket of it.
 * A ticket opens by the row and the grant of its own database alone; the others can only tell that the session is known,
 * or was used since. So what fails or comes late elsewhere costs a second proof and never opens anything.
 */
export class ShardedSessions {
  readonly #shards: Shards

  constructor(shards: Shards) {
    this.#shards = shards
  }

  /** The session as all databases know it together: used when it was last used in any, ended if it was ended in any. */
  async find(sessionHash: string): Promise<Session | undefined> {
    const found = await this.#shards.answering(({ access }) => access.findSession(sessionHash))
    const rows = found.filter((row) => row !== undefined)
    const [first] = rows
    if (!first) return undefined
    const seenAt = new Date(Math.max(...rows.map((row) => row.seenAt.getTime())))
    return { ...first, seenAt, endedAt: rows.find((row) => row.endedAt)?.endedAt }
  }

  /** The session for a ticket: its own database's row, unless that has none or counts it as idle. */
  async current(
    own: Session | undefined,
    { sessionHash, now }: { sessionHash?: string | undefined; now?: Date | undefined },
  ): Promise<Session | undefined> {
    if (!sessionHash) return own
    if (own && (own.endedAt || !now || isSessionLive(own, now))) return own
    const found = await this.find(sessionHash)
    return found && { ...found, grantExpiresAt: own?.grantExpiresAt }
  }

  /**
   * Lets the earlier session's tickets of the other databases follow into the new one. Each database by itself moves them
   * whole or not at all, twice is once, and what was ended meanwhile moves as ended. One that fails keeps its tickets: they
   * take a second proof.
   */
  async moveFrom(shard: Shard, moved: MovedGrants): Promise<void> {
    await Promise.allSettled(
      this.#shards
        .others(shard)
        .map(({ database }) => runBatch(database, moveSessionStatements(database, moved))),
    )
  }

  /**
   * Ends in the other databases what a change is about to end in its ticket's own. Before it, so that a failure between
   * leaves too little open and not too much; whoever asked for it hears of the failure.
   */
  async endElsewhere({ endSessions, ticket, now }: TicketChange): Promise<void> {
    if (!endSessions) return
    const shard = this.#shards.of(ticket.ticketId)
    const { database } = shard
    const read = ticketSessionsStatement(database, ticket.ticketId, endSessions.except)
    const hashes = (await runOne(database, read)).map((row) => text(row, 'session_hash'))
    const ends = this.#shards.others(shard).map(async (other) => {
      await runOne(other.database, endSessionsStatement(other.database, hashes, now))
    })
    await Promise.all(ends)
  }
}

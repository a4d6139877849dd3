import type { ClaimedMail, MailOutcome, OutboxMail } from '../core/notifications/outbox.ts'
import type { OutboxStore } from '../core/notifications/outbox-store.ts'
import type { DueMail } from './d1-outbox.ts'
import type { Shard, Shards } from './shards.ts'

type Claim = Parameters<OutboxStore['claim']>[0]

/** Mails in several databases, each beside its ticket. One that is down delays its own mails and no others. */
export class ShardedOutbox implements OutboxStore {
  readonly #shards: Shards

  constructor(shards: Shards) {
    this.#shards = shards
  }

  add(mail: OutboxMail): Promise<void> {
    return this.#of(mail.ticketId).add(mail)
  }

  addForRequester(mail: OutboxMail): Promise<void> {
    return this.#of(mail.ticketId).addForRequester(mail)
  }

  linkMailsAt(ticketId: string, now: Date): Promise<Date[]> {
    return this.#of(ticketId).linkMailsAt(ticketId, now)
  }

  /**
   * Looks in all databases, then takes of each as many as belong to the most urgent mails of all; looks again where others
   * were quicker. Throws what a database failed with only when there is nothing to take from the others.
   */
  async claim(
    claim: Claim,
    shards = this.#shards.all,
    failures: unknown[] = [],
  ): Promise<ClaimedMail[]> {
    const looks = await outcomes(shards, async (shard) => {
      const due = await shard.outbox.listDue(claim)
      return due.map((mail) => ({ ...mail, shard }))
    })
    const due = looks.answers.toSorted(mostUrgentFirst).slice(0, claim.max)
    const shares = Map.groupBy(due, ({ shard }) => shard)
    const takes = await outcomes([...shares.keys()], (shard) =>
      shard.outbox.claim({ ...claim, max: shares.get(shard)?.length ?? 0 }),
    )
    const failed = [...failures, ...looks.failures, ...takes.failures]
    if (takes.answers.length > 0) return takes.answers
    if (due.length === 0 && failed.length > 0) throw failed[0]
    if (due.length === 0) return []
    const left = shards.filter((shard) => !looks.failed.has(shard) && !takes.failed.has(shard))
    return this.claim(claim, left, failed)
  }

  finish(mail: ClaimedMail, outcome: MailOutcome, now: Date): Promise<void> {
    return this.#of(mail.ticketId).finish(mail, outcome, now)
  }

  #of(ticketId: string): Shard['outbox'] {
    return this.#shards.of(ticketId).outbox
  }
}

// What those shards answer that do, and which do not: one that is down holds up its own mails alone.
async function outcomes<T>(shards: Shard[], ask: (shard: Shard) => Promise<T[]>) {
  const results = await Promise.allSettled(shards.map(ask))
  const answers: T[] = []
  const failed = new Map<Shard, unknown>()
  for (const [index, shard] of shards.entries()) {
    const result = results[index]
    if (result?.status === 'fulfilled') answers.push(...result.value)
    if (result?.status === 'rejected') failed.set(shard, result.reason)
  }
  return { answers, failed, failures: [...failed.values()] }
}

function mostUrgentFirst(a: DueMail, b: DueMail): number {
  return Number(b.isCode) - Number(a.isCode) || a.dueAt - b.dueAt
}

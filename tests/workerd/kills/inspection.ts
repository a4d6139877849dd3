import type { DatabaseSync } from 'node:sqlite'
import type { Crowd } from './crowd.ts'
import { codesWithoutMac, filesWithoutBytes, integrityFaults, openCopy } from './disk.ts'
import { halfWritten } from './half-written.ts'
import { doubledDeeds, lostDeeds, unansweredDeeds } from './kept.ts'

interface Copies {
  d1: DatabaseSync
  kv: DatabaseSync
  r2: DatabaseSync
}

/** What was found on the disk, kill after kill. */
export class Inspection {
  kills = 0
  /** Mails that the outbox holds for sent. */
  mailsSent = 0
  /** Deeds that were written while their answer was lost: without a key they would be done twice. */
  writtenUnanswered = 0
  readonly faults: Record<'lost' | 'halfWritten' | 'doubled' | 'integrity' | 'mails', string[]> = {
    lost: [],
    halfWritten: [],
    doubled: [],
    integrity: [],
    mails: [],
  }
  readonly crowd: Crowd

  constructor(crowd: Crowd) {
    this.crowd = crowd
  }

  get hasFaults(): boolean {
    return Object.values(this.faults).some((list) => list.length > 0)
  }

  /** What a process that was just killed has left. */
  copy(): Copies {
    const { worker } = this.crowd
    return { d1: openCopy(worker, 'd1'), kv: openCopy(worker, 'kv'), r2: openCopy(worker, 'r2') }
  }

  /** Looks through the copies for what may not be there; `readBytes` reads every file, too. */
  async inspect(how: { readBytes: boolean }, { d1, kv, r2 }: Copies = this.copy()): Promise<void> {
    const { ledger, worker } = this.crowd
    this.faults.integrity.push(...[d1, kv, r2].flatMap(integrityFaults))
    // Before anything is waited for: the next process soon answers again.
    this.writtenUnanswered += unansweredDeeds(d1, ledger).length
    this.faults.lost.push(...lostDeeds(d1, ledger))
    this.faults.doubled.push(...doubledDeeds(d1, ledger))
    this.faults.halfWritten.push(
      ...(await halfWritten(d1)),
      ...filesWithoutBytes(worker, d1, r2, how),
    )
    this.faults.halfWritten.push(...codesWithoutMac(d1, kv))
    this.#inspectMails(d1)
    for (const database of [d1, kv, r2]) database.close()
  }

  #inspectMails(d1: DatabaseSync): void {
    const letters = new Map(
      this.crowd.letterBox.letters.map(({ messageId, to }) => [messageId, to]),
    )
    const sent = `SELECT provider_id, email FROM outbox JOIN tickets USING (ticket_id)
      WHERE state = 'sent'`
    const rows = d1.prepare(sent).all()
    this.mailsSent = rows.length
    const wrong = rows.filter((row) => letters.get(String(row['provider_id'])) !== row['email'])
    this.faults.mails.push(
      ...wrong.map((row) => `sent and not there: ${String(row['provider_id'])}`),
    )
  }
}

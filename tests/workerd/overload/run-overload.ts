import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { BuiltWorker } from '../built-worker.ts'
import { integrityFaults, openCopy } from '../kills/disk.ts'
import { halfWritten } from '../kills/half-written.ts'
import { doubledDeeds, lostDeeds } from '../kills/kept.ts'
import { Ledger } from '../kills/ledger.ts'
import { LetterBox } from '../letter-box.ts'
import { SeededRandom } from '../seeded-random.ts'
import { Flood } from './flood.ts'

export interface OverloadReport {
  capacityPerSecond: number
  /** In the flood, and of those how many found a connection. */
  arrived: number
  sent: number
  /** How many were answered with each status; 0 for a connection that broke. */
  tally: Record<string, number>
  /** Statuses of answers to come again that do not say when. */
  withoutRetryAfter: number[]
  /** From the flood's last request until somebody new is served as on any other day and none of the flood waits. */
  recoverySeconds: number
  faults: string[]
}

/** Pours ten times what the built Worker can take over it, then looks how it is and what is on the disk. */
export async function runOverload(seed: number, seconds: number): Promise<OverloadReport> {
  const stateDir = mkdtempSync(join(tmpdir(), 'tichet-overload-'))
  const letterBox = new LetterBox()
  const worker = await BuiltWorker.open(stateDir, await letterBox.listen())
  try {
    await worker.start()
    const ledger = new Ledger()
    const before = new Flood(worker, ledger, new SeededRandom(seed))
    await before.capacity(8, 0.5)
    const capacityPerSecond = await before.capacity(8, 1.5)
    const flood = new Flood(worker, ledger, new SeededRandom(seed).branch(1))
    const ends = await flood.pour(capacityPerSecond * 10, seconds)
    const newcomer = new Flood(worker, ledger, new SeededRandom(seed).branch(2))
    const recoverySeconds = await recovery(newcomer, ends)
    const [tally, withoutRetryAfter] = [flood.tally(), flood.withoutRetryAfter()]
    await flood.retry()
    await worker.kill()
    const faults = await inspect(worker, ledger)
    return {
      capacityPerSecond,
      arrived: flood.arrived,
      sent: ends.length,
      tally,
      withoutRetryAfter,
      recoverySeconds,
      faults,
    }
  } finally {
    await worker.close()
    letterBox.close()
    rmSync(stateDir, { recursive: true, force: true })
  }
}

async function recovery(newcomer: Flood, ends: Promise<void>[]): Promise<number> {
  const startedAt = performance.now()
  while ((await newcomer.fileOne()) !== 303) await wait(100)
  await Promise.all(ends)
  return (performance.now() - startedAt) / 1000
}

async function inspect(worker: BuiltWorker, ledger: Ledger): Promise<string[]> {
  const d1 = openCopy(worker, 'd1')
  const faults = [
    ...integrityFaults(d1),
    ...lostDeeds(d1, ledger).map((deed) => `lost: ${deed}`),
    ...doubledDeeds(d1, ledger),
    ...(await halfWritten(d1)),
  ]
  d1.close()
  return faults
}

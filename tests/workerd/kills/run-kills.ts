import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { BuiltWorker } from '../built-worker.ts'
import { LetterBox } from '../letter-box.ts'
import { PersistentClient } from '../persistent-client.ts'
import { SeededRandom } from '../seeded-random.ts'
import { Traffic } from '../traffic.ts'
import type { Crowd } from './crowd.ts'
import { Guest } from './guest.ts'
import { Inspection } from './inspection.ts'
import { Ledger } from './ledger.ts'
import { Support } from './support.ts'

const guestCount = 20
const supportCount = 4
const mostRequestsInALife = 60
/** Kills begin when so many guests are in their tickets; the others are on their way. */
const guestsInside = 8
const cronSeconds = 2

/**
 * Lets a crowd use the built Worker and kills workerd again and again, at moments that the seed draws: after so many
 * requests and so many milliseconds, the first ones of a life included. Returns what was found on the disk.
 */
export async function runKills(seed: number, kills: number): Promise<Inspection> {
  const stateDir = mkdtempSync(join(tmpdir(), 'tichet-kills-'))
  const letterBox = new LetterBox()
  const worker = await BuiltWorker.open(stateDir, await letterBox.listen())
  const shared = { traffic: new Traffic(), ledger: new Ledger(), tickets: [], isOver: false }
  const crowd: Crowd = { worker, letterBox, ...shared }
  try {
    return await killCrowd(crowd, new SeededRandom(seed), kills)
  } finally {
    crowd.isOver = true
    await worker.close()
    letterBox.close()
    rmSync(stateDir, { recursive: true, force: true })
  }
}

async function killCrowd(crowd: Crowd, random: SeededRandom, kills: number): Promise<Inspection> {
  const inspection = new Inspection(crowd)
  const guests = Array.from({ length: guestCount }, (_, index) => {
    return new Guest(crowd, random.branch(index), index)
  })
  const supports = Array.from({ length: supportCount }, (_, index) => {
    return new Support(crowd, random.branch(guestCount + index), index)
  })
  await crowd.worker.start()
  const kill = async () => {
    await atLeast(
      guestsInside,
      guests.map(({ proven }) => proven),
    )
    const answers = supports.map((support) => support.live())
    await killAgainAndAgain(crowd, { moments: random.branch(-2), kills, inspection })
    crowd.isOver = true
    await Promise.all(answers)
  }
  const lives = Promise.all([kill(), ...guests.map((guest) => guest.live())])
  await Promise.race([lives, callCron(crowd)])
  await crowd.worker.kill()
  await inspection.inspect({ readBytes: true })
  return inspection
}

interface Killing {
  moments: SeededRandom
  kills: number
  inspection: Inspection
}

async function killAgainAndAgain(crowd: Crowd, { moments, kills, inspection }: Killing) {
  const { traffic, worker } = crowd
  while (inspection.kills < kills && !crowd.isOver && !inspection.hasFaults) {
    await traffic.after(1 + moments.below(mostRequestsInALife))
    await wait(moments.below(20))
    await worker.kill()
    inspection.kills += 1
    const copies = inspection.copy()
    const started = worker.start()
    await inspection.inspect({ readBytes: false }, copies)
    await started
  }
}

// No local server has a cron; it delivers what a kill took from the queue.
async function callCron({ worker }: Crowd): Promise<never> {
  const client = new PersistentClient(worker, new Traffic(), '10.3.0.1')
  for (;;) {
    await client.ask(`/cdn-cgi/local/scheduled?cron=${encodeURIComponent('* * * * *')}`, {})
    await wait(cronSeconds * 1000)
  }
}

function atLeast(count: number, promises: Promise<void>[]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let left = count
  for (const each of promises) void each.then(() => (left -= 1) === 0 && resolve())
  return promise
}

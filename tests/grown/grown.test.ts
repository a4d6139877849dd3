import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { runOne } from '../../src/platform/d1-database.ts'
import { recordFigure } from '../figure.ts'
import { everyCall, type Subject } from '../platform/every-call.ts'
import { growIn, openGrown, type GrownDatabase } from './grown-database.ts'
import { median, openDeskOver, walk, type Times } from './journeys.ts'
import { findSubjects, ticketIdAt } from './subjects.ts'

const proving = inject('proving')
const sizes = proving ? { small: 2000, grown: 1_000_000 } : { small: 800, grown: 3200 }
const rounds = proving ? 150 : 4
const folder = mkdtempSync(join(tmpdir(), 'tichet-grown-'))
const grownFolder = process.env['GROWN_DIR'] ?? join(folder, 'grown')

let small: GrownDatabase
let grown: GrownDatabase

beforeAll(async () => {
  await growIn(join(folder, 'small'), sizes.small)
  await growIn(grownFolder, sizes.grown)
  small = openGrown(join(folder, 'small'))
  grown = openGrown(grownFolder)
}, 1_500_000)

afterAll(async () => {
  await small.close()
  await grown.close()
  rmSync(folder, { recursive: true })
})

// Spread over the whole of a database, at places whose tickets are open, waiting or resolved and of one shape.
function placesIn(tickets: number, rounds: number): number[] {
  const blocks = Math.floor(tickets / 40)
  const block = (round: number) => Math.floor((round * blocks) / rounds)
  return Array.from({ length: rounds }, (_, round) => block(round) * 40 + 10 * (round % 3) + 2)
}

interface Pair {
  small: Times
  grown: Times
}

async function ticketsOf({ database }: GrownDatabase, tickets: number): Promise<string[]> {
  return Promise.all(placesIn(tickets, rounds).map((place) => ticketIdAt(database, place)))
}

// One after the other, so that whatever else the machine does slows both.
async function walkBoth(smallIds: string[], grownIds: string[]): Promise<Pair[]> {
  const [smallDesk, grownDesk] = [
    await openDeskOver(small.database),
    await openDeskOver(grown.database),
  ]
  const pairs: Pair[] = []
  for (const [round, smallId] of smallIds.entries()) {
    const times = await walk(smallDesk, smallId)
    pairs.push({ small: times, grown: await walk(grownDesk, grownIds[round] ?? '') })
  }
  return pairs
}

/** Median over the grown database to that over the small one, by part of the walk. */
function recordRatios(pairs: Pair[], visit: string, bar: string): [string, number][] {
  return [...(pairs[0]?.small.keys() ?? [])].map((name) => {
    const usual = median(pairs.map((pair) => pair.small.get(name) ?? 0))
    const over = median(pairs.map((pair) => pair.grown.get(name) ?? 0))
    const value = (over / usual).toFixed(2)
    const figure = `${name}, ${visit}: median over ${sizes.grown} tickets to that over ${sizes.small}`
    recordFigure({ proof: 'grown', figure, value, bar, unit: `${over.toFixed(1)} ms` })
    return [name, over / usual]
  })
}

test(`guests and support walk through ${sizes.grown} tickets as fast as through ${sizes.small}`, async () => {
  const ids = [await ticketsOf(small, sizes.small), await ticketsOf(grown, sizes.grown)] as const
  // What nobody has looked at for long comes from the disk; that is told, not judged.
  recordRatios(await walkBoth(...ids), 'first visit', 'reported')
  const ratios = recordRatios(await walkBoth(...ids), 'again', '≤ 1.1')
  expect(ratios.length).toBe(8)
  for (const [name, ratio] of ratios) if (proving) expect.soft(ratio, name).toBeLessThanOrEqual(1.1)
}, 900_000)

/** Rows read and plan of every statement of every call, by call and statement. */
async function readingsOf({ recording, database }: GrownDatabase, subject: Subject) {
  const readings: Record<string, { rowsRead: number; plan: string[] }> = {}
  for (const [name, call] of everyCall(recording, subject)) {
    recording.statements.clear()
    recording.rowsReadBy.clear()
    await call()
    for (const [sql, values] of recording.statements) {
      const explain = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...values)
      const plan = (await runOne(database, explain)).map(({ detail }) => String(detail))
      readings[`${name}: ${sql}`] = { rowsRead: recording.rowsReadBy.get(sql) ?? 0, plan }
    }
  }
  return readings
}

test(`over ${sizes.grown} tickets every statement reads what it reads over ${sizes.small}`, async () => {
  const now = new Date()
  const subjects = await findSubjects(small.database, now)
  const grownSubjects = new Map(await findSubjects(grown.database, now))
  let compared = 0
  for (const [title, subject] of subjects) {
    const grownSubject = grownSubjects.get(title)
    if (!grownSubject) throw new Error(`There is no ${title}`)
    const readings = await readingsOf(small, subject)
    compared += Object.keys(readings).length
    expect(await readingsOf(grown, grownSubject), title).toEqual(readings)
  }
  const figure = `statements over ${sizes.grown} tickets that read more rows, or by another plan`
  recordFigure({ proof: 'grown', figure, value: 0, bar: '0', unit: `of ${compared}` })
}, 300_000)

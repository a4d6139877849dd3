import { parseTicketNumber } from '../../../src/core/ticket-number.ts'
import { callCell, cellName, differenceOf, type Cell, type CellAnswer } from './cells.ts'
import type { Scene } from './scene.ts'
import { rowsAbout } from './stored.ts'

export interface CalledCell {
  cell: Cell
  answer: CellAnswer
}

const atOnce = 8

/** Calls cells side by side, in no order. */
export async function callCells(scene: Scene, cells: Cell[]): Promise<CalledCell[]> {
  const called: CalledCell[] = []
  const waiting = [...cells]
  const work = async () => {
    for (let cell = waiting.pop(); cell; cell = waiting.pop())
      called.push({ cell, answer: await callCell(scene, cell) })
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return called
}

/** What came out otherwise than the table has it. */
export function differences(scene: Scene, called: CalledCell[]): string[] {
  return called.flatMap(({ cell, answer }) => differenceOf(scene, cell, answer) ?? [])
}

/** Every row about the scene's tickets, as text; drafts apart, where some may be kept. */
export async function readRows(scene: Scene, withDrafts = true): Promise<string> {
  const numbers = Object.values(scene.objects).map(({ ticketNumber }) => ticketNumber)
  const rows = await rowsAbout(numbers.map((number) => parseTicketNumber(number) ?? ''))
  return JSON.stringify(withDrafts ? rows : { ...rows, drafts: [] })
}

/** The cells that leave a trace although they must not: called once more, in halves, until one is left. */
export async function traces(scene: Scene, cells: Cell[]): Promise<string[]> {
  const before = await readRows(scene)
  await callCells(scene, cells)
  if ((await readRows(scene)) === before) return []
  const [only] = cells
  if (only && cells.length === 1) return [cellName(only)]
  const middle = Math.ceil(cells.length / 2)
  return [
    ...(await traces(scene, cells.slice(0, middle))),
    ...(await traces(scene, cells.slice(middle))),
  ]
}

/**
 * Refusals of one row with 404 that differ although nobody may tell them apart. Who brought no cookie is given one:
 * those are compared among themselves.
 */
export function tellingRefusals({ actors }: Scene, called: CalledCell[]): string[] {
  const refusals = called.filter(({ answer }) => answer.status === 404)
  const groups = Map.groupBy(refusals, ({ cell: { actor, method, row } }) =>
    [method, row.path, 'Cookie' in actors[actor].headers].join(' '),
  )
  return [...groups.values()].flatMap((group) => {
    const kinds = Map.groupBy(group, ({ answer }) => answer.seen)
    const names = [...kinds.values()].map(([first]) => (first ? cellName(first.cell) : ''))
    return names.length === 1 ? [] : [names.join(' differs from ')]
  })
}

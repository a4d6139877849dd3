import { expect, inject, test, vi } from 'vitest'
import { openMemoryStores } from '../desk/open-memory-stores.ts'
import { recordFigure } from '../figure.ts'
import { simulate } from './simulate.ts'

const isProving = inject('proving')
const stepsPerRun = 50
const seed = 20_261_122

test.each([
  { databases: 1, runs: isProving ? 18_000 : 160 },
  { databases: 4, runs: isProving ? 2_500 : 40 },
])(
  'guests, scanners, attackers, support and faults at random break no rule: $databases databases',
  { timeout: 1_800_000 },
  async ({ databases, runs }) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const openStores = async () => openMemoryStores(databases)
    const counts = await simulate({ seed, runs, stepsPerRun, openStores })
    log.mockRestore()
    const value = counts['steps'] ?? 0
    expect(value).toBe(runs * stepsPerRun)
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining(['acknowledged', 'opened', 'wrong-code', 'unavailable']),
    )
    const bar = databases === 1 ? '≥ 1,000,000 with the next, 0 breaks' : '0 breaks'
    const figure = `steps in memory over ${databases}`
    recordFigure({ proof: 'simulation', figure, value, bar, seed })
  },
)

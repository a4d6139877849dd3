import { expect, inject, test, vi } from 'vitest'
import { openMemoryStores } from '../desk/open-memory-stores.ts'
import { recordFigure } from '../figure.ts'
import { simulate } from './simulate.ts'

const isProving = inject('proving')
const runs = isProving ? 20_000 : 200
const stepsPerRun = 50
const seed = 20_261_122

test(
  'guests, scanners, attackers, support and faults at random break no rule',
  { timeout: 1_800_000 },
  async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const openStores = async () => openMemoryStores()
    const counts = await simulate({ seed, runs, stepsPerRun, openStores })
    log.mockRestore()
    expect(counts['steps']).toBe(runs * stepsPerRun)
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining(['acknowledged', 'opened', 'wrong-code', 'unavailable']),
    )
    const value = counts['steps'] ?? 0
    const bar = '≥ 1,000,000, 0 breaks'
    recordFigure({ proof: 'simulation', figure: 'steps in memory', value, bar, seed })
  },
)

import { expect, inject, test, vi } from 'vitest'
import { recordFigure } from '../figure.ts'
import { simulate } from '../simulation/simulate.ts'
import { openPlatformStores } from './platform-stores.ts'

const isProving = inject('proving')
const stepsPerRun = 50
const seed = 22_112_026

test.each([
  { databases: 1, runs: isProving ? 1000 : 180 },
  { databases: 4, runs: isProving ? 60 : 20 },
])(
  'chance breaks no rule on the real stores: $databases databases',
  { timeout: 1_800_000 },
  async ({ databases, runs }) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const openStores = () => openPlatformStores(databases)
    const counts = await simulate({ seed, runs, stepsPerRun, openStores })
    log.mockRestore()
    const value = counts['steps'] ?? 0
    expect(value).toBe(runs * stepsPerRun)
    const bar = databases === 1 ? '≥ 50,000, 0 breaks' : '0 breaks'
    const figure = `steps on real stores over ${databases}`
    recordFigure({ proof: 'simulation', figure, value, bar, seed })
  },
)

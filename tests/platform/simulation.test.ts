import { expect, inject, test, vi } from 'vitest'
import { recordFigure } from '../figure.ts'
import { simulate } from '../simulation/simulate.ts'
import { openPlatformStores } from './platform-stores.ts'

const runs = inject('proving') ? 1000 : 200
const stepsPerRun = 50
const seed = 22_112_026

test('chance breaks no rule on the real stores', { timeout: 1_800_000 }, async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const counts = await simulate({ seed, runs, stepsPerRun, openStores: openPlatformStores })
  log.mockRestore()
  const value = counts['steps'] ?? 0
  expect(value).toBe(runs * stepsPerRun)
  const bar = '≥ 50,000, 0 breaks'
  recordFigure({ proof: 'simulation', figure: 'steps on real stores', value, bar, seed })
})

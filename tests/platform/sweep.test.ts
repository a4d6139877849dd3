import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { failures, sweep } from '../simulation/sweep.ts'
import { sweptDeeds } from '../simulation/swept-deeds.ts'
import { openPlatformStores } from './platform-stores.ts'

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined))
afterEach(() => vi.restoreAllMocks())

// The memory desk has them all in every run of the tests.
const chosen = failures.filter(({ downAfter }) => inject('proving') || !downAfter)

describe.each(sweptDeeds)(
  '$title on the real stores, one call after the other failing',
  (swept) => {
    test.each(chosen)('$fault it, down afterwards: $downAfter', async (failure) => {
      const { calls, breaches } = await sweep({ swept, openStores: openPlatformStores }, failure)
      expect(calls).toBeGreaterThan(0)
      expect(breaches).toEqual([])
    })
  },
)

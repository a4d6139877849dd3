import type { Parameters } from 'fast-check'
import { inject, vi } from 'vitest'

const seed = 20_261_122

// For long runs and busy machines, not a measure of anything.
vi.setConfig({ testTimeout: 900_000 })

/** How often a property is tried, from which seed: a short run in the tests, a long one where it is proven. */
export function runs<T>(inTests: number, whenProving: number): Parameters<T> {
  return { seed, numRuns: inject('proving') ? whenProving : inTests, endOnFailure: false }
}

/** All of a list where it is proven, in the tests every so-manieth of it. */
export function some<T>(list: readonly T[], every: number): readonly T[] {
  return inject('proving') ? list : list.filter((_, index) => index % every === 0)
}

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openMemoryStores } from '../desk/open-memory-stores.ts'
import { failures, sweep } from './sweep.ts'
import { sweptDeeds } from './swept-deeds.ts'

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined))
afterEach(() => vi.restoreAllMocks())

describe.each(sweptDeeds)('$title, with one call after the other failing', (swept) => {
  test.each(failures)('$fault it, down afterwards: $downAfter', async (failure) => {
    const openStores = async () => openMemoryStores()
    const { calls, breaches } = await sweep({ swept, openStores }, failure)
    expect(calls).toBeGreaterThan(0)
    expect(breaches).toEqual([])
  })
})

import { expect, test } from 'vitest'
import { isDue } from '../../scripts/product/cron.mjs'

test.each([
  ['* * * * *', '2026-11-22T03:16:00Z', true],
  ['17 3 * * *', '2026-11-22T03:17:59Z', true],
  ['17 3 * * *', '2026-11-22T03:18:00Z', false],
  ['17 3 * * *', '2026-11-22T04:17:00Z', false],
  ['0,30 * * * *', '2026-11-22T04:30:00Z', true],
  ['0 0 1 * *', '2026-11-22T00:00:00Z', false],
])('%s at %s: %s', (cron, now, due) => {
  expect(isDue(cron, new Date(now))).toBe(due)
})

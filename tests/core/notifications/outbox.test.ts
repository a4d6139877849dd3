import { describe, expect, test } from 'vitest'
import { outboxMail, retrySeconds } from '../../../src/core/notifications/outbox.ts'

describe('the next try', () => {
  test.each([
    [1, 8, 15],
    [2, 15, 30],
    [3, 30, 60],
    [4, 60, 120],
    [7, 480, 960],
    [8, 900, 1800],
    [9, 900, 1800],
    [10_000, 900, 1800],
  ])('after try %i is %i to %i seconds away', (tries, least, most) => {
    expect(retrySeconds(tries, 0)).toBe(least)
    expect(retrySeconds(tries, 255)).toBe(most)
    const between = retrySeconds(tries, 128)
    expect(between).toBeGreaterThan(least)
    expect(between).toBeLessThan(most)
  })

  test('is never at once, even for a count that cannot be', () => {
    for (const tries of [0, -1]) expect(retrySeconds(tries, 0)).toBe(8)
  })
})

test('a mail is tried for a day from what caused it', () => {
  const now = new Date('2026-11-22T09:00:00Z')
  const ids = { outboxId: 'o', cause: 'c', ticketId: 't', addressKey: 'a' }
  expect(outboxMail({ ...ids, kind: 'answered', now })).toEqual({
    ...{ ...ids, kind: 'answered', createdAt: now },
    expiresAt: new Date('2026-11-23T09:00:00Z'),
  })
})

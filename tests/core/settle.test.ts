import { expect, test } from 'vitest'
import { Problem } from '../../src/core/problem.ts'
import { settle } from '../../src/core/settle.ts'

const unavailable = new Problem('unavailable', { retryAfterSeconds: 5 })
const failing = (error: unknown) => () => Promise.reject(error)

test('a write that succeeds is its own answer, and nobody looks again', async () => {
  let looks = 0
  const look = async () => void (looks += 1)
  expect(await settle<string | void>(async () => 'stored', look)).toBe('stored')
  expect(looks).toBe(0)
})

test('a failure that hid a commit is a success', async () => {
  expect(await settle(failing(unavailable), async () => 'stored')).toBe('stored')
})

test('a result that is false or empty still says that it happened', async () => {
  expect(await settle<boolean>(failing(unavailable), async () => false)).toBe(false)
  expect(await settle<string>(failing(unavailable), async () => '')).toBe('')
})

test('a failure that hid nothing stands, as it was', async () => {
  await expect(settle(failing(unavailable), async () => undefined)).rejects.toBe(unavailable)
})

test('a refusal and a bug are never asked about', async () => {
  for (const error of [new Problem('key-reused'), new TypeError('a bug'), 'unavailable']) {
    await expect(settle(failing(error), async () => 'stored')).rejects.toBe(error)
  }
})

test('a store that cannot be asked either gives its own failure', async () => {
  const second = new Problem('unavailable', { retryAfterSeconds: 30 })
  await expect(settle(failing(unavailable), failing(second))).rejects.toBe(second)
})

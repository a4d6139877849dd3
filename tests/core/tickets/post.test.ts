import { describe, expect, test } from 'vitest'
import { browserScope, fingerprintOf, repeatOf } from '../../../src/core/tickets/post.ts'

const contents = {
  scope: 'browser:7K3FQ2MD',
  key: 'key',
  contents: { text: 'Bună', answered: [1] },
}
const stored = async (changes: object = {}) => ({
  ...{ scope: contents.scope, key: contents.key, ticketId: '7K3FQ2MD', seq: 3 },
  ...{ fingerprint: await fingerprintOf(contents), ...changes },
})

describe('a post', () => {
  test('that nobody made before is no repetition', async () => {
    expect(await repeatOf(undefined, contents)).toBeUndefined()
  })

  test('with the same contents is what the first one did', async () => {
    const first = await stored()
    expect(await repeatOf(first, structuredClone(contents))).toBe(first)
  })

  test.each([
    { text: 'Bună ', answered: [1] },
    { text: 'Buna', answered: [1] },
    { text: 'Bună', answered: ['1'] },
    { text: 'Bună', answered: [] },
    { text: 'Bună' },
    { text: 'Bună', answered: [1], declined: [] },
  ])('with other contents is refused: %j', async (other) => {
    const again = repeatOf(await stored(), { ...contents, contents: other })
    await expect(again).rejects.toMatchObject({ code: 'key-reused' })
  })
})

test('a scope is one browser and one ticket', () => {
  expect(browserScope('browser', 'ticket')).toBe('browser:ticket')
  expect(browserScope('browser', 'ticket')).not.toBe(browserScope('browser', 'new'))
  expect(browserScope('browser', 'ticket')).not.toBe(browserScope('other', 'ticket'))
})

test('a fingerprint says nothing of the contents and is as long for any', async () => {
  const long = { ...contents, contents: 'ț'.repeat(10_000) }
  expect(await fingerprintOf(contents)).toMatch(/^[\w-]{43}$/)
  expect(await fingerprintOf(long)).toMatch(/^[\w-]{43}$/)
})

test('a file is the same under another id, and not with other contents or another name', async () => {
  const file = { attachmentId: 'a'.repeat(32), name: 'a.png', sha256: 'sum' }
  const withFile = (changes: object) => ({
    ...contents,
    contents: { files: [{ ...file, ...changes }] },
  })
  const print = await fingerprintOf(withFile({}))
  expect(await fingerprintOf(withFile({ attachmentId: 'b'.repeat(32) }))).toBe(print)
  expect(await fingerprintOf(withFile({ sha256: 'mus' }))).not.toBe(print)
  expect(await fingerprintOf(withFile({ name: 'b.png' }))).not.toBe(print)
})

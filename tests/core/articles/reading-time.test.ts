import { expect, test } from 'vitest'
import { readingMinutes } from '../../../src/core/articles/reading-time.ts'

const words = (count: number) => 'cuvânt '.repeat(count)

test.each([
  [0, 1],
  [1, 1],
  [200, 1],
  [299, 1],
  [300, 2],
  [1000, 5],
])('%i words take %i minutes', (count, minutes) => {
  expect(readingMinutes('ro', words(count))).toBe(minutes)
})

test('pictures and the addresses of links are not read', () => {
  const markup = '![a b c d e](picture:send-code "f g h") [word](/en/a/b/c/d/e/) '
  expect(readingMinutes('en', markup.repeat(200))).toBe(1)
})

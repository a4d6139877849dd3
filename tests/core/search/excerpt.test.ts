import { expect, test } from 'vitest'
import { toExcerpt } from '../../../src/core/search/excerpt.ts'

const joined = (text: string, word: string) =>
  toExcerpt(text, (each) => each === word)
    .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
    .join('')

test('a short text is shown whole, its matches marked', () => {
  expect(joined('Send the code. The code is short.', 'code')).toBe(
    'Send the [code]. The [code] is short.',
  )
})

test('of a long text the words around the first match are shown, never half a word', () => {
  const excerpt = joined(`${'before '.repeat(60)}code ${'after '.repeat(60)}`, 'code')
  expect(excerpt).toMatch(/^… before .*before \[code\] after .*after …$/)
  expect(excerpt.length).toBeLessThan(180)
})

test('a text without spaces is cut between two characters', () => {
  const excerpt = joined('𠮷'.repeat(400), 'x')
  expect(excerpt.isWellFormed()).toBe(true)
  expect(excerpt.length).toBeLessThan(180)
})

test('without a match it is the beginning', () => {
  expect(joined(`begin ${'more '.repeat(60)}`, 'x')).toMatch(/^begin more .* …$/)
})

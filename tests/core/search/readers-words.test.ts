import { expect, test } from 'vitest'
import { parseReadersWords } from '../../../src/core/search/readers-words.ts'

const file = 'content/search/ro.json'
const right = { synonyms: { tichet: ['cerere'] }, asked: { codes: ['nu vine codul'] } }

test('what readers call things is read', () => {
  expect(parseReadersWords(file, right, ['codes'])).toEqual(right)
})

test.each<[string, unknown, RegExp]>([
  ['no lists', { synonyms: { tichet: 'cerere' }, asked: {} }, /synonyms › tichet.*Type \{/],
  ['an empty word', { synonyms: { tichet: [''] }, asked: {} }, /synonyms › tichet › 0/],
  ['something missing', { synonyms: {} }, /asked/],
  ['something more', { ...right, aliases: {} }, /aliases/],
  ['an article that is not there', { ...right, asked: { code: [] } }, /no article "code".*codes/],
])('%s is refused with what to type', (_, value, message) => {
  const read = () => parseReadersWords(file, value, ['codes'])
  expect(read).toThrow(message)
  expect(read).toThrow(file)
})

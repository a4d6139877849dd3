import { expect, test } from 'vitest'
import { normaliseText, textProblem } from '../../../src/core/tickets/text.ts'

const rule = { max: 10, required: true }

test('CRLF becomes LF and nothing else changes', () => {
  expect(normaliseText('a\r\nb\r\n\r\nc')).toBe('a\nb\n\nc')
  for (const text of ['a\rb', 'a\n\rb', ' a\t ', 'e\u0301', '\ufeffa', 'a\u2028b', '\ud800']) {
    expect(normaliseText(text)).toBe(text)
  }
})

test.each(['a', 'a\tb', 'a\nb', '\u202eabc', '👩‍👩‍👧', 'مرحبا', 'a'.repeat(10)])(
  '%j is welcome',
  (text) => {
    expect(textProblem(text, rule)).toBeUndefined()
  },
)

test.each(['\ud83d', 'a\udc00', '\udc00\ud83d'])('%j is malformed', (text) => {
  expect(textProblem(text, rule)).toBe('malformed-text')
})

test.each(['\0', 'a\rb', '\x1b[1m', '\x7f', '\x85', '\x9b'])(
  '%j holds a control character',
  (text) => {
    expect(textProblem(text, rule)).toBe('control-character')
  },
)

test('a single line takes no line break, but a tab', () => {
  expect(textProblem('a\nb', { ...rule, singleLine: true })).toBe('control-character')
  expect(textProblem('a\tb', { ...rule, singleLine: true })).toBeUndefined()
  expect(textProblem('a\nb', { ...rule, singleLine: false })).toBeUndefined()
})

test.each(['', ' ', '\n\t ', '\u3000\u00a0'])('%j is no text where one is required', (text) => {
  expect(textProblem(text, rule)).toBe('required')
  expect(textProblem(text, { ...rule, required: false })).toBeUndefined()
})

test('length is counted in UTF-16 units', () => {
  expect(textProblem('😀'.repeat(5), rule)).toBeUndefined()
  expect(textProblem('😀'.repeat(5) + 'a', rule)).toBe('too-long')
})

test('the first problem in order is named', () => {
  expect(textProblem('\0\ud800'.repeat(20), rule)).toBe('malformed-text')
  expect(textProblem('\0'.repeat(20), rule)).toBe('control-character')
  expect(textProblem(' '.repeat(20), rule)).toBe('required')
})

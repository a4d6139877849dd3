import { describe, expect, test } from 'vitest'
import { checkText, isKey, refuseInvalid, textRules } from '../../../src/core/tickets/fields.ts'

describe('a field', () => {
  test('at its limit is welcome, one unit beyond says what the limit is', () => {
    for (const [field, rule] of Object.entries(textRules)) {
      expect(checkText(field, 'a'.repeat(rule.max), rule), field).toEqual([])
      const tooLong = { field, reason: 'too-long', max: rule.max }
      expect(checkText(field, 'a'.repeat(rule.max + 1), rule), field).toEqual([tooLong])
    }
  })

  test('has the limits that are promised', () => {
    expect(textRules.text.max).toBe(10_000)
    expect(textRules.subject.max).toBe(150)
  })

  test('is counted in UTF-16 units, as maxlength does', () => {
    expect(checkText('subject', '👩'.repeat(75), textRules.subject)).toEqual([])
    expect(checkText('subject', `${'👩'.repeat(75)}a`, textRules.subject)).toHaveLength(1)
  })

  test.each(['subject', 'text', 'label'] as const)('%s must say something', (field) => {
    for (const empty of ['', ' ', '\t', '\u00a0\u2003']) {
      expect(checkText(field, empty, textRules[field])).toEqual([{ field, reason: 'required' }])
    }
  })

  test.each(['name', 'author', 'transactionIds', 'happenedAt'] as const)(
    '%s may be empty',
    (field) => {
      expect(checkText(field, '', textRules[field])).toEqual([])
    },
  )

  test('has line breaks only where it has lines', () => {
    for (const field of ['text', 'transactionIds'] as const)
      expect(checkText(field, 'a\nb', textRules[field])).toEqual([])
    for (const field of ['subject', 'name', 'author', 'happenedAt', 'label'] as const)
      expect(checkText(field, 'a\nb', textRules[field])).toEqual([
        { field, reason: 'control-character' },
      ])
  })
})

test('what is wrong is refused all at once, and nothing wrong is no refusal', () => {
  const fields = [
    { field: 'text', reason: 'required' },
    { field: 'subject', reason: 'too-long', max: 150 },
  ] as const
  const refused = expect.objectContaining({ code: 'invalid-fields', fields })
  expect(() => refuseInvalid([...fields])).toThrow(refused)
  expect(() => refuseInvalid([])).not.toThrow()
})

describe('a key', () => {
  test.each(['a'.repeat(16), 'A-z_0.9:'.repeat(16)])('may be %s', (key) => {
    expect(isKey(key)).toBe(true)
  })

  test.each([
    ['empty', ''],
    ['too short to be random', 'a'.repeat(15)],
    ['too long', 'a'.repeat(129)],
    ['with a space', `${'a'.repeat(16)} a`],
    ['with a space before it', `a ${'a'.repeat(16)}`],
    ['with a line break at its end', `${'a'.repeat(16)}\n`],
    ['of another script', 'ț'.repeat(16)],
    ['with a NUL', `${'a'.repeat(16)}\0`],
  ])('may not be %s', (_, key) => {
    expect(isKey(key)).toBe(false)
  })
})

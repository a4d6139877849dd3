import { expect, test } from 'vitest'
import { readingsInLocale } from '../../../src/core/articles/translations.ts'
import { article } from './article-builder.ts'

const source = article()
const romanian = article({ locale: 'ro', title: 'Deschide tichetul' })

test('a translation is read in its language', () => {
  expect(readingsInLocale([romanian, source], 'ro')).toEqual([
    { ...romanian, translation: 'current', source, writtenIn: ['en', 'ro'] },
  ])
})

test('a missing translation shows the source article', () => {
  expect(readingsInLocale([source, romanian], 'it')).toEqual([
    { ...source, translation: 'missing', source, writtenIn: ['en', 'ro'] },
  ])
})

test('a translation older than its source is outdated', () => {
  const newer = article({ updated: new Date('2026-11-20') })
  expect(readingsInLocale([newer, romanian], 'ro')[0]?.translation).toBe('outdated')
  expect(readingsInLocale([newer, romanian], 'en')[0]?.translation).toBe('current')
})

test('a draft is not read: not as a translation, not as a source, not with its translations', () => {
  const draft = { draft: true }
  expect(readingsInLocale([source, { ...romanian, ...draft }], 'ro')[0]?.translation).toBe(
    'missing',
  )
  expect(readingsInLocale([{ ...source, ...draft }, romanian], 'ro')).toEqual([])
})

test('a translation without a source is refused, with both files named', () => {
  expect(() => readingsInLocale([romanian], 'en')).toThrow(
    'content/articles/ro/your-ticket/open-from-mail.md: its source is missing. Write content/articles/en/your-ticket/open-from-mail.md',
  )
})

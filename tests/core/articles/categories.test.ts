import { expect, test } from 'vitest'
import { parseCategories, refuseUnnamedCategories } from '../../../src/core/articles/categories.ts'
import { locales } from '../../../src/i18n/locales.ts'
import { article } from './article-builder.ts'

const words = { 'your-ticket': { title: 'Your ticket', description: 'Follow it.', order: 1 } }
const files = new Map<string, unknown>(locales.map((locale) => [locale, words]))

test('the words of every locale are read', () => {
  expect(parseCategories(files).get('ro')).toEqual(words)
})

test('a missing file is named', () => {
  const without = new Map([...files].filter(([locale]) => locale !== 'ro'))
  expect(() => parseCategories(without)).toThrow('content/categories/ro.json is missing. Type')
})

test('a misshapen entry is named with its file and an example', () => {
  const wrong = new Map(files).set('it', { 'your-ticket': { title: 'Il tuo ticket' } })
  expect(() => parseCategories(wrong)).toThrow(
    /categories\/it\.json: [^]*description[^]*"order": 1/,
  )
})

test('a category without words in one locale is refused', () => {
  const categories = parseCategories(new Map(files).set('it', {}))
  expect(() => refuseUnnamedCategories([article()], categories)).toThrow(
    'content/categories/it.json: the category "your-ticket" is missing. Type "your-ticket": {',
  )
})

test('a category named everywhere is accepted', () => {
  expect(() => refuseUnnamedCategories([article()], parseCategories(files))).not.toThrow()
})

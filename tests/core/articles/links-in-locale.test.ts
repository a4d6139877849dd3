import { expect, test } from 'vitest'
import { linksInLocale } from '../../../src/core/articles/links-in-locale.ts'

test('links of a stand-in article stay in the reader’s locale', () => {
  const html =
    '<a href="/en/link/">x</a> <a href="/en-x/">y</a> <a href="https://a.example/en/">z</a>'
  expect(linksInLocale(html, 'en', 'ro')).toBe(
    '<a href="/ro/link/">x</a> <a href="/en-x/">y</a> <a href="https://a.example/en/">z</a>',
  )
})

import { expect, test } from 'vitest'
import { idToPlace } from '../../../src/core/articles/article-place.ts'
import { reservedSegments } from '../../../src/i18n/paths.ts'

test('the path of a file says locale, category and slug', () => {
  expect(idToPlace('ro/your-ticket/open-from-mail')).toEqual({
    locale: 'ro',
    category: 'your-ticket',
    slug: 'open-from-mail',
  })
})

test.each(['xx/your-ticket/article', 'your-ticket/article', 'README'])(
  '%s lies in no locale: the message names the file and the locales',
  (id) => {
    expect(() => idToPlace(id)).toThrow(`content/articles/${id}.md: the first folder must be`)
  },
)

test.each(['en/article', 'en/your-ticket/deeper/article'])('%s lies at the wrong depth', (id) => {
  expect(() => idToPlace(id)).toThrow('put it at content/articles/en/<category>/<article>.md')
})

test.each(['en/Your-Ticket/article', 'en/your-ticket/răspuns', 'en/your--ticket/article'])(
  '%s cannot be an address',
  (id) => {
    expect(() => idToPlace(id)).toThrow('type small letters, digits and single dashes')
  },
)

test.each(reservedSegments)('neither a category nor an article may be called %s', (slug) => {
  expect(() => idToPlace(`it/${slug}/article`)).toThrow(`it/${slug}/article.md: the folder`)
  expect(() => idToPlace(`it/your-ticket/${slug}`)).toThrow(`Rename it in every locale`)
})

import { describe, expect, test } from 'vitest'
import { buildIndex, toSearchedArticle } from '../../../src/core/search/search-index.ts'
import { openSearch } from '../../../src/core/search/search.ts'

const stem = (word: string) => word.replace(/(?:s|ed|ing)$/, '')

function article(slug: string, title: string, markdown: string) {
  const headings = [...markdown.matchAll(/^## (.+)$/gm)].map(([, text = '']) => ({
    depth: 2,
    slug: text.toLowerCase().replaceAll(' ', '-'),
    text,
  }))
  const about = { title, description: '', category: 'Help' }
  return toSearchedArticle({ ...about, path: `/en/help/${slug}/`, markdown, headings })
}

const articles = [
  article(
    'codes',
    'The code does not arrive',
    'Look into spam.\n\n## Ask again\n\nAfter a minute.',
  ),
  article('files', 'Attach files', 'A picture helps.\n\n## Size of a file\n\nAt most 10 MB.'),
  article('states', 'What states mean', 'A code is not a state. Files stay.'),
]
const words = {
  synonyms: { pictures: ['photo', 'snapped', 'screen shot'] },
  asked: { codes: ['still waiting for the digits'] },
  stopWords: ['the', 'of', 'a'],
}
const topics = [{ path: '/en/help/', title: 'Help' }]

function search(query: string) {
  const built = buildIndex({ locale: 'en', stem }, { articles, topics }, words)
  return openSearch(JSON.parse(JSON.stringify(built)) as typeof built).find(query)
}
const pathsOf = (query: string) => search(query).map(({ path }) => path)

describe('the best hit', () => {
  test.each([
    ['has the word in its title', 'code', 'codes'],
    ['has another form of it', 'attaching', 'files'],
    ['has what was meant by a slip', 'atach', 'files'],
    ['has what the word is a synonym of', 'photos', 'files'],
    ['has what another form of the word is a synonym of', 'snapping', 'files'],
    ['has what two words together are', 'screen shot', 'files'],
    ['is asked for so', 'where are my digits', 'codes'],
    ['begins as the last word does', 'what stat', 'states'],
  ])('%s', (_, query, slug) => {
    expect(pathsOf(query)[0]).toBe(`/en/help/${slug}/`)
  })
})

test('leads to the section that answers, with the words around', () => {
  const [hit] = search('file size')
  expect(hit?.section).toEqual({ heading: 'Size of a file', anchor: 'size-of-a-file' })
  expect(hit?.excerpt).toEqual([{ text: 'At most 10 MB.', isMatch: false }])
  expect(hit?.category).toBe('Help')
})

test('what shares hardly a word with the query is left out where something answers it', () => {
  expect(pathsOf('attach a picture file')).not.toContain('/en/help/codes/')
})

test('words that say nothing are not marked beside those that say something', () => {
  const marked = search('the state of files').flatMap(({ excerpt }) =>
    excerpt.filter((piece) => piece.isMatch).map((piece) => piece.text.toLowerCase()),
  )
  expect(marked).toContain('files')
  expect(marked).not.toContain('a')
})

test('words that say nothing count where there are no others', () => {
  expect(pathsOf('of the a')).not.toEqual([])
})

test.each(['', '   ', '?!…', '<script>', '" OR 1=1 --', '\u0000', '😀', 'constructor'])(
  'nothing is found for %j, and nothing breaks',
  (query) => {
    expect(pathsOf(query)).toEqual([])
  },
)

test('ten thousand characters are answered by the first two hundred', () => {
  expect(pathsOf(`code ${'x'.repeat(10_000)}`)[0]).toBe('/en/help/codes/')
  expect(pathsOf(`${' '.repeat(200)}code`)).toEqual([])
})

test('an index of no article finds nothing', () => {
  const empty = buildIndex({ locale: 'en', stem }, { articles: [], topics }, words)
  expect(openSearch(empty).find('code')).toEqual([])
  expect(openSearch(empty).topics).toEqual(topics)
})

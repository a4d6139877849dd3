import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, inject, test } from 'vitest'
import { openSearch } from '../../../src/core/search/search.ts'
import type { SearchIndex } from '../../../src/core/search/search-index.ts'
import { locales } from '../../../src/i18n/locales.ts'
import { paths } from '../../../src/i18n/paths.ts'
import { recordFigure } from '../../figure.ts'

interface Asked {
  query: string
  /** File of the article that has to come first. */
  article: string
  kind: 'inflected' | 'misspelt' | 'plain' | 'colloquial'
}

const readQueries = (locale: string): Asked[] =>
  JSON.parse(readFileSync(`tests/e2e/search/queries/${locale}.json`, 'utf8'))

describe.each(locales)('%s', (locale) => {
  test('what readers type finds the article that answers', async () => {
    const answer = await fetch(inject('origin') + paths.searchIndex(locale))
    const { find } = openSearch((await answer.json()) as SearchIndex)
    const queries = readQueries(locale)
    expect(queries.length).toBeGreaterThanOrEqual(40)
    const places = queries.map(({ query, article }) =>
      find(query).findIndex(({ path }) => path.endsWith(`/${article}/`)),
    )
    const share = (within: number) =>
      places.filter((place) => place >= 0 && place < within).length / queries.length
    const percent = (ratio: number) => Math.round(1000 * ratio) / 10
    const proof = 'search'
    const figures = [
      { figure: `${locale}: first`, value: percent(share(1)), bar: '≥ 85' },
      { figure: `${locale}: among three`, value: percent(share(3)), bar: '≥ 95' },
    ]
    for (const figure of figures) recordFigure({ proof, unit: '%', ...figure })
    expect(share(1)).toBeGreaterThanOrEqual(0.85)
    expect(share(3)).toBeGreaterThanOrEqual(0.95)
  })

  test('each query names an article there is, and none is there twice', () => {
    const queries = readQueries(locale)
    expect(new Set(queries.map(({ query }) => query)).size).toBe(queries.length)
    for (const { article } of queries) {
      const [file] = globSync(`content/articles/${locale}/*/${article}.md`)
      expect(file && existsSync(file), article).toBe(true)
    }
  })
})

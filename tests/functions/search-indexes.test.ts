import { expect, test } from 'vitest'
import { buildIndex } from '../../src/core/search/search-index.ts'
import { openSearches } from '../../src/platform/search-indexes.ts'

const words = { synonyms: {}, asked: {}, stopWords: [] }
const language = { locale: 'ro', stem: (word: string) => word }
const index = () => Response.json(buildIndex(language, { articles: [], topics: [] }, words))

function assetsThatAnswer(...answers: (() => Response | Promise<Response>)[]) {
  const asked: string[] = []
  const fetch = async (url: RequestInfo | URL) => {
    asked.push(new URL(String(url)).pathname)
    return (answers.shift() ?? index)()
  }
  return {
    asked,
    openSearch: openSearches({ fetch } as unknown as Parameters<typeof openSearches>[0]),
  }
}

test('an index is read once, however many ask at once', async () => {
  const { asked, openSearch } = assetsThatAnswer()
  const opened = await Promise.all([openSearch('ro'), openSearch('ro'), openSearch('it')])
  await openSearch('ro')
  expect(asked).toEqual(['/ro/search-index.json', '/it/search-index.json'])
  expect(opened[0]).toBe(opened[1])
})

test.each<[string, () => Response | Promise<Response>]>([
  ['is not there', () => new Response('', { status: 404 })],
  ['is no JSON', () => new Response('<!doctype html>')],
  ['is of another make', () => Response.json({ version: 0 })],
  ['does not come', () => Promise.reject(new Error('down'))],
])('one that %s is asked for again', async (_, broken) => {
  const { asked, openSearch } = assetsThatAnswer(broken)
  await expect(openSearch('ro')).rejects.toThrow()
  expect((await openSearch('ro')).find('cod')).toEqual([])
  expect(asked).toHaveLength(2)
})

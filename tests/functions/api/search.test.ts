import { expect, test } from 'vitest'
import { openApp } from '../open-app.ts'

const hit = { path: '/ro/a/b/', title: 'T', category: 'C', section: undefined, excerpt: [] }

test('the hits of a locale are told to anybody, and kept by no cache: a query says what worries somebody', async () => {
  const asked: string[] = []
  const { request } = await openApp({
    openSearch: async (locale) => ({
      find: (query) => (asked.push(`${locale} ${query}`), [hit]),
      topics: [],
    }),
  })
  const answer = await request('/api/search?locale=ro&q=codul%20meu')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  const { section: _, ...sent } = hit
  expect(await answer.json()).toEqual({ status: 'Am găsit 1 articol', hits: [sent] })
  expect(asked).toEqual(['ro codul meu'])
})

test.each(['', '?q=cod', '?locale=xx&q=cod', '?locale=__proto__&q=cod'])(
  '%j names no locale: 404',
  async (query) => {
    const { request } = await openApp()
    expect((await request(`/api/search${query}`)).status).toBe(404)
  },
)

test('without a query there are no hits', async () => {
  const { request } = await openApp()
  expect(await (await request('/api/search?locale=ro')).json()).toMatchObject({ hits: [] })
})

test('while the index cannot be read, it says when to come again', async () => {
  const { request } = await openApp({ openSearch: () => Promise.reject(new Error('no assets')) })
  const answer = await request('/api/search?locale=ro&q=cod')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('Retry-After')).toBe('5')
})

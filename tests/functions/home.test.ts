import { describe, expect, test } from 'vitest'
import { openApp } from './open-app.ts'

async function home(headers: Record<string, string> = {}, method = 'GET') {
  const { request, pages } = await openApp()
  const response = await request('/', { method, headers })
  return { response, location: response.headers.get('Location'), pages }
}

describe('/ leads to', () => {
  test.each<[string, Record<string, string>, string]>([
    ['English without a word', {}, '/en/'],
    ['the best of the languages accepted', { 'Accept-Language': 'fi, ro;q=0.8, it;q=0.9' }, '/it/'],
    ['the language of a region', { 'Accept-Language': 'ro-MD,en;q=0.5' }, '/ro/'],
    ['English where none is ours', { 'Accept-Language': 'fi, sv;q=0.9, *;q=0.1' }, '/en/'],
    ['not what is refused', { 'Accept-Language': 'ro;q=0, it;q=0.1' }, '/it/'],
    ['the language remembered', { Cookie: 'locale=ro', 'Accept-Language': 'it' }, '/ro/'],
    ['no language that is none', { Cookie: 'locale=xx', 'Accept-Language': 'it' }, '/it/'],
    ['no address that was planted', { Cookie: 'locale=%2F%2Fevil.example' }, '/en/'],
    ['no property of an object', { Cookie: 'locale=constructor' }, '/en/'],
    ['English for noise', { 'Accept-Language': ';;q=,,\u00ff;q=9, ' }, '/en/'],
    ['English for 100,000 characters', { 'Accept-Language': 'x-'.repeat(50_000) }, '/en/'],
  ])('%s', async (_, headers, expected) => {
    const { response, location, pages } = await home(headers)
    expect([response.status, location]).toEqual([302, expected])
    expect(pages).toEqual([])
  })

  test('the same by HEAD', async () => {
    const { response, location } = await home({ 'Accept-Language': 'it' }, 'HEAD')
    expect([response.status, location]).toEqual([302, '/it/'])
  })

  test('something else for others: caches are told so', async () => {
    const { response } = await home()
    const varies = response.headers.get('Vary')?.split(', ').toSorted()
    expect(varies).toEqual(['Accept-Language', 'Cookie'])
    expect(response.headers.get('Cache-Control')).toBe('no-cache')
    expect(response.headers.getSetCookie()).toEqual([])
    expect(response.headers.get('X-Request-Id')).toBeTruthy()
  })
})

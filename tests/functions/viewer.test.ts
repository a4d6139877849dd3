import { describe, expect, test } from 'vitest'
import { digest } from '../../src/core/token.ts'
import { openApp } from './open-app.ts'

const id = 'Ab-_'.repeat(10) + 'xyz'

async function visit(headers: Record<string, string> = {}, path = '/en/link/') {
  const app = await openApp()
  const response = await app.request(path, { headers })
  const all = response.headers.getSetCookie()
  const cookies = all.filter((line) => line.startsWith('__Host-'))
  return { response, all, cookies, page: app.pages[0] }
}

describe('a browser', () => {
  test('that brings no cookie is given one of its own, for this host alone', async () => {
    const { cookies, page } = await visit()
    const [, value = ''] = /^__Host-browser=([\w-]{43});/.exec(cookies[0] ?? '') ?? []
    expect(cookies).toHaveLength(1)
    for (const attribute of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax', 'Max-Age=31536000'])
      expect(cookies[0]?.split('; ')).toContain(attribute)
    expect(cookies[0]).not.toMatch(/Domain/i)
    const viewer = { browserHash: await digest(value), hasCookie: false, sessionHash: undefined }
    expect(page?.viewer).toMatchObject(viewer)
  })

  test('is known again by its cookie, and its session by its own', async () => {
    const { cookies, page } = await visit({ Cookie: `__Host-browser=${id}; __Host-session=${id}x` })
    expect(cookies).toEqual([])
    expect(page?.viewer).toMatchObject({ browserHash: await digest(id), hasCookie: true })
    expect(page?.viewer.sessionHash).toBeUndefined()
    const both = await visit({ Cookie: `__Host-session=${id}; __Host-browser=${id}` })
    expect(both.page?.viewer.sessionHash).toBe(await digest(id))
  })

  test('says what kind of device it is on', async () => {
    const agent = 'Mozilla/5.0 (Linux; Android 16) Mobile'
    expect((await visit({ 'User-Agent': agent })).page?.viewer.device).toBe('phone')
    expect((await visit()).page?.viewer.device).toBe('unknown')
  })

  test('of a reader who only reads is given no cookie', async () => {
    expect((await visit({}, '/en/')).cookies).toEqual([])
  })
})

describe('a cookie that is none of ours', () => {
  test.each([
    ['empty', ''],
    ['too short', id.slice(1)],
    ['too long', `${id}x`],
    ['with other characters', `${id.slice(1)}.`],
    ['beyond ASCII', `${id.slice(1)}%C8%99`],
    ['of markup', '<script>alert(1)</script>'],
    ['very long', 'a'.repeat(100_000)],
  ])('%s counts as no cookie', async (_, value) => {
    const planted = `__Host-browser=${value}; __Host-session=${value}`
    const { response, cookies, page } = await visit({ Cookie: planted })
    expect(response.status).toBe(200)
    expect(page?.viewer).toMatchObject({ hasCookie: false, sessionHash: undefined })
    expect(cookies).toHaveLength(1)
  })

  test.each(['browser', '__Secure-browser', '__host-browser', '__Host-browser2'])(
    'is one named %s',
    async (name) => {
      const { page } = await visit({ Cookie: `${name}=${id}` })
      expect(page?.viewer.hasCookie).toBe(false)
    },
  )
})

describe('the language', () => {
  const asked = async (path: string, cookie = '') =>
    (await visit({ Cookie: cookie }, path)).all.filter((line) => line.startsWith('locale='))

  test('of a page with people in it is remembered for the next visit', async () => {
    expect(await asked('/ro/link/')).toEqual([
      expect.stringMatching(/^locale=ro; .*Max-Age=31536000/),
    ])
    expect(await asked('/it/tickets/new/', 'locale=ro')).toHaveLength(1)
    expect(await asked('/it/tickets/new/', 'locale=it')).toEqual([])
  })

  test('that is none is not', async () => {
    expect(await asked('/xx/link/')).toEqual([])
  })
})

describe('the time zone', () => {
  test('is the one the browser said, else UTC', async () => {
    expect((await visit({ Cookie: 'zone=Europe%2FBucharest' })).page?.timeZone).toBe(
      'Europe/Bucharest',
    )
    expect((await visit()).page?.timeZone).toBe('UTC')
  })

  test.each(['Europe%2FNowhere', '%00', '', '<script>', 'a'.repeat(10_000)])(
    'is UTC where the cookie says something else, %#',
    async (zone) => {
      expect((await visit({ Cookie: `zone=${zone}` })).page?.timeZone).toBe('UTC')
    },
  )
})

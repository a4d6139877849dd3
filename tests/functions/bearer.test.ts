import { describe, expect, test } from 'vitest'
import { apiToken, openApp } from './open-app.ts'

async function call(authorization: string | undefined, path = '/api/v1/tickets', method = 'GET') {
  const { request } = await openApp()
  const headers: Record<string, string> = authorization ? { Authorization: authorization } : {}
  return request(path, { method, headers })
}

test.each([`Bearer ${apiToken}`, `bearer ${apiToken}`, `BEARER ${apiToken}`])(
  'the token lets in: %s',
  async (authorization) => {
    expect((await call(authorization)).status).toBe(200)
  },
)

describe('without the token', () => {
  test.each([
    ['no header', undefined],
    ['an empty token', 'Bearer '],
    ['a token cut short', `Bearer ${apiToken.slice(0, -1)}`],
    ['a token with one more', `Bearer ${apiToken}x`],
    ['a token in other letters', `Bearer ${apiToken.toUpperCase()}`],
    ['another scheme', `Basic ${apiToken}`],
    ['the token alone', apiToken],
    ['two tokens', `Bearer x, Bearer ${apiToken}`],
    ['the token twice', `Bearer ${apiToken} ${apiToken}`],
    ['a token beyond ASCII', 'Bearer ÿÿÿÿ'],
    ['100,000 characters', `Bearer ${'a'.repeat(100_000)}`],
  ])('%s is refused, and says what is needed', async (_, authorization) => {
    const response = await call(authorization)
    expect(response.status).toBe(401)
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer')
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status: 401, code: 'unauthorized' })
  })

  test.each([
    ['GET', '/api/v1/tickets'],
    ['POST', '/api/v1/tickets'],
    ['GET', '/api/v1/tickets/7K3F-Q2MD'],
    ['PATCH', '/api/v1/tickets/7K3F-Q2MD'],
    ['GET', '/api/v1/tickets/7K3F-Q2MD/messages'],
    ['POST', '/api/v1/tickets/7K3F-Q2MD/messages'],
    ['GET', `/api/v1/attachments/${'0'.repeat(32)}`],
    ['GET', '/api/v1/whatever'],
  ])('%s %s tells nothing', async (method, path) => {
    expect((await call(undefined, path, method)).status).toBe(401)
  })
})

test('an empty token in the settings lets nobody in without one', async () => {
  const { request } = await openApp({ apiTokens: () => ['x'] })
  for (const authorization of ['Bearer ', 'Bearer', 'Bearer undefined']) {
    const headers = { Authorization: authorization }
    expect((await request('/api/v1/tickets', { headers })).status).toBe(401)
  }
})

describe('while the token is replaced', () => {
  const [present, previous] = [apiToken, 'the-token-before-of-32-characters']
  const statusOf = async (token: string, apiTokens: string[]) => {
    const { request } = await openApp({ apiTokens: () => apiTokens })
    const headers = { Authorization: `Bearer ${token}` }
    return (await request('/api/v1/tickets', { headers })).status
  }

  test('both let in, and neither lets in what is neither', async () => {
    const both = [present, previous]
    expect(await statusOf(present, both)).toBe(200)
    expect(await statusOf(previous, both)).toBe(200)
    for (const token of [`${previous}x`, previous.slice(1), present + previous, 'undefined']) {
      expect(await statusOf(token, both), token).toBe(401)
    }
  })

  test('the one before opens nothing once it is taken away', async () => {
    expect(await statusOf(previous, [present])).toBe(401)
  })
})

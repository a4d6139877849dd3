import { describe, expect, test } from 'vitest'
import { openApp } from './open-app.ts'

async function limited(may: boolean) {
  const asked: string[] = []
  const app = await openApp({
    mayPost: async (_, address) => {
      asked.push(address)
      return may
    },
  })
  const headers = { 'CF-Connecting-IP': '203.0.113.7', 'Sec-Fetch-Site': 'same-origin' }
  const send = (method: string, path = '/en/link/') => app.request(path, { method, headers })
  return { ...app, asked, send }
}

describe('a flood of posts from one address', () => {
  test('is told when to come back, and has no effect', async () => {
    const { asked, desk, pages, send } = await limited(false)
    const response = await send('POST')
    expect(response.status).toBe(429)
    expect(pages[0]?.refusal?.problem).toMatchObject({
      code: 'too-many-requests',
      retryAfterSeconds: 60,
    })
    expect(asked).toEqual(['203.0.113.7'])
    expect(desk.wakes).toBe(0)
  })

  test('loses nothing that was typed', async () => {
    const { pages, request } = await limited(false)
    const headers = { 'Sec-Fetch-Site': 'same-origin' }
    const body = new URLSearchParams({ email: 'maria@example.com', ticketId: '7K3F-Q2MD' })
    const answer = await request('/en/link/', { method: 'POST', headers, body })
    expect(answer.status).toBe(429)
    expect(pages[0]?.refusal?.values).toMatchObject({ email: ['maria@example.com'] })
  })

  test('at the API is told so as a problem', async () => {
    const { send } = await limited(false)
    const response = await send('POST', '/api/v1/tickets')
    expect(response.status).toBe(429)
    expect(response.headers.get('Retry-After')).toBe('60')
    expect(await response.json()).toMatchObject({ code: 'too-many-requests' })
  })

  test('keeps nobody from reading', async () => {
    const { asked, send } = await limited(false)
    for (const method of ['GET', 'HEAD']) expect((await send(method)).status).toBe(200)
    expect(asked).toEqual([])
  })
})

test('posts within the limit go through, each counted once', async () => {
  const { asked, send } = await limited(true)
  for (const method of ['POST', 'PATCH', 'DELETE']) await send(method)
  expect(asked).toHaveLength(3)
})

test('a request that names no address is counted all the same', async () => {
  const asked: string[] = []
  const { request } = await openApp({ mayPost: async (_, address) => asked.push(address) > 0 })
  await request('/en/link/', { method: 'POST' })
  expect(asked).toEqual(['unknown'])
})

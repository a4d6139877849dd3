import { expect, test } from 'vitest'
import { openApp } from './open-app.ts'

test('health is 200 with status and version while every part answers', async () => {
  const { request } = await openApp()
  const response = await request('/api/health')
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ status: 'ok', version: '1' })
  expect(response.headers.get('Cache-Control')).toBe('no-store')
})

test('health is 503 with the failing part, and says when to ask again', async () => {
  const failing = { status: 'failing', version: '1', failing: ['kv'] } as const
  const { request } = await openApp({ health: async () => ({ ...failing, failing: ['kv'] }) })
  const response = await request('/api/health')
  expect(response.status).toBe(503)
  expect(await response.json()).toEqual(failing)
  expect(response.headers.get('Retry-After')).toBe('30')
})

test('health needs no token and is only read', async () => {
  const { request } = await openApp()
  expect((await request('/api/health', { method: 'HEAD' })).status).toBe(200)
  expect((await request('/api/health', { method: 'POST' })).status).toBe(404)
})

test('a check that breaks is 503 too, as a problem', async () => {
  const { request } = await openApp({ health: () => Promise.reject(new Error('secret')) })
  const response = await request('/api/health')
  expect(response.status).toBe(503)
  expect(await response.text()).not.toContain('secret')
})

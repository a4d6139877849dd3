import { expect, test } from 'vitest'
import { openApp } from './open-app.ts'

const pages = ['/ro/tickets/new/', '/ro/link/', '/ro/tickets/7K3F-Q2MD/updates/', '/ro/nothing/']
const methods = ['PUT', 'PATCH', 'DELETE', 'OPTIONS']

test.each(pages)('%s is shown for GET and HEAD alone', async (path) => {
  for (const method of methods) {
    const app = await openApp()
    const answer = await app.request(path, { method, headers: { Origin: 'http://localhost:8787' } })
    expect(answer.status, method).toBe(404)
    expect(app.pages.map(({ problem }) => problem?.code)).toEqual(['not-found'])
  }
  const { request } = await openApp()
  expect((await request(path)).status).toBe(200)
  expect((await request(path, { method: 'HEAD' })).status).toBe(200)
})

test('a post to a page that has no form is the 404 of its locale', async () => {
  const headers = { 'Sec-Fetch-Site': 'same-origin' }
  for (const path of ['/ro/tickets/7K3F-Q2MD/updates/', '/attachments/x', '/']) {
    const { request } = await openApp()
    expect((await request(path, { method: 'POST', headers })).status, path).toBe(404)
  }
})

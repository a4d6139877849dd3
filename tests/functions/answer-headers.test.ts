import { expect, test } from 'vitest'
import { missingRules } from '../headers/answer-rules.ts'
import { apiOf, apiToken, openApp } from './open-app.ts'

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

test('no cache keeps what the Worker answers', async () => {
  const app = await openApp()
  const json = { email: 'a@example.com', locale: 'ro', subject: 'S', text: 'T' }
  const opened = await apiOf(app)('POST', '/tickets', json)
  const { ticketId } = (await opened.json()) as { ticketId: string }
  const bearer = { Authorization: `Bearer ${apiToken}` }
  const answers = [
    opened,
    await app.request('/api/v1/tickets'),
    await app.request(`/api/v1/tickets/${ticketId}`, { headers: bearer }),
    await app.request(`/api/v1/tickets/${ticketId}/messages`, { headers: bearer }),
    await app.request(`/attachments/${'0'.repeat(32)}`),
    await app.request('/ro/link/x'),
    await app.request(`/ro/tickets/${ticketId}/resolution/`),
    await app.request('/ro/nothing/'),
  ]
  for (const answer of answers) expect(answer.headers.get('Cache-Control')).toBe('no-store')
})

test.each<[string, Parameters<typeof openApp>[0]]>([
  ['the limiter', { mayPost: () => Promise.reject(new Error('secret')) }],
  ['the desk', { openDesk: () => Promise.reject(new Error('secret')) }],
  [
    'every page, that of the problem too',
    { renderPage: () => Promise.reject(new Error('secret')) },
  ],
])('with %s broken the answer has every header and says nothing', async (_, broken) => {
  for (const path of ['/ro/tickets/new/', '/ro/link/', '/ro/nothing/', '/api/v1/tickets']) {
    const { request } = await openApp(broken)
    const answer = await request(path, { headers: { 'Sec-Fetch-Site': 'same-origin' } })
    const body = await answer.text()
    expect([200, 401, 503], path).toContain(answer.status)
    expect(body).not.toContain('secret')
    const url = `https://help.example${path}`
    expect(missingRules({ url, headers: answer.headers, body }, { personal: true })).toEqual([])
  }
})

test('a flood is refused with every header', async () => {
  const { request } = await openApp({ mayPost: () => Promise.resolve(false) })
  for (const path of ['/api/v1/tickets', '/ro/link/']) {
    const headers = { 'Sec-Fetch-Site': 'same-origin' }
    const answer = await request(path, { method: 'POST', headers, body: new URLSearchParams() })
    expect(answer.status).toBe(429)
    const url = `https://help.example${path}`
    const seen = { url, headers: answer.headers, body: await answer.text() }
    expect(missingRules(seen, { personal: true })).toEqual([])
  }
})

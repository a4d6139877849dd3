import { parse } from 'node-html-parser'
import { describe, expect, test } from 'vitest'
import { apiToken, openApp } from './open-app.ts'

const most = 100
const ours = { 'Sec-Fetch-Site': 'same-origin' }

/** An app whose pages hang until `release`, with so many requests under way. */
async function busyApp(underWay: number) {
  const { promise, resolve: release } = Promise.withResolvers<void>()
  const app = await openApp({
    renderPage: async () => {
      await promise
      return new Response('<p>page</p>')
    },
  })
  const waiting = Array.from({ length: underWay }, () => app.request('/ro/tickets/new/'))
  await new Promise(setImmediate)
  return { ...app, waiting, release }
}

describe('an isolate that has its hands full', () => {
  test('turns a page away at once, in its language, and says when to come back', async () => {
    const { request, release } = await busyApp(most)
    const answer = await request('/ro/tickets/new/')
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Retry-After')).toBe('10')
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(answer.headers.get('X-Request-Id')).toMatch(/./)
    const page = parse(await answer.text())
    expect(page.querySelector('html')?.getAttribute('lang')).toBe('ro')
    expect(page.querySelector('[role=alert]')?.textContent).toMatch(/încerci din nou/)
    release()
  })

  test('takes one more as long as it is not full, and all again when it is done', async () => {
    const { request, waiting, release } = await busyApp(most - 1)
    const last = request('/ro/tickets/new/')
    await new Promise(setImmediate)
    expect((await request('/ro/tickets/new/')).status).toBe(503)
    release()
    for (const answer of await Promise.all([...waiting, last])) expect(answer.status).toBe(200)
    expect((await request('/ro/tickets/new/')).status).toBe(200)
  })

  test('does nothing of what a form asks for, and gives back everything that was typed', async () => {
    const { request, desk, release } = await busyApp(most)
    const text = '\n "Unu" <b>doi</b>\n\ttrei & </textarea>'
    const fields = { email: 'maria@example.com', ticketId: '7K3F-Q2MD', text }
    const body = new URLSearchParams(fields)
    const answer = await request('/ro/link/', { method: 'POST', headers: ours, body })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Retry-After')).toBe('10')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(desk.wakes).toBe(0)
    const form = parse(await answer.text()).querySelector('form')
    expect(form?.getAttribute('action')).toBe('/ro/link/')
    for (const name of ['email', 'ticketId'] as const) {
      expect(form?.querySelector(`[name=${name}]`)?.getAttribute('value')).toBe(fields[name])
    }
    expect(form?.querySelector('textarea')?.textContent).toBe(`\n${text}`)
    expect(form?.querySelector('button')?.textContent).toBe('Trimite din nou')
    release()
  })

  test('still refuses a form from elsewhere', async () => {
    const { request, release } = await busyApp(most)
    const headers = { 'Sec-Fetch-Site': 'cross-site' }
    const sent = request('/ro/link/', { method: 'POST', headers, body: new URLSearchParams() })
    release()
    expect((await sent).headers.get('Location')).toBeNull()
  })

  test('tells programs as a problem', async () => {
    const { request, release } = await busyApp(most)
    const headers = { Authorization: `Bearer ${apiToken}` }
    for (const method of ['GET', 'POST']) {
      const answer = await request('/api/v1/tickets', { method, headers })
      expect(answer.status).toBe(503)
      expect(answer.headers.get('Retry-After')).toBe('10')
      expect(await answer.json()).toMatchObject({ code: 'unavailable' })
    }
    expect((await request('/api/v1/tickets', { method: 'POST' })).status).toBe(401)
    release()
  })

  test('still says how it is', async () => {
    const { request, release } = await busyApp(most)
    expect((await request('/api/health')).status).toBe(200)
    release()
  })
})

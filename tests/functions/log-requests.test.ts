import { expect, test } from 'vitest'
import { fileOne, linkToken } from '../desk/guest.ts'
import { deliver } from '../../src/core/notifications/deliver.ts'
import { apiOf, browserOf, fields, openApp } from './open-app.ts'
import { pathToRoute } from '../../functions/middleware/log-requests.ts'

test.each([
  ['/ro/link/0JNQ9KF2.1.dOkpzi7v50O7Q_s8HRsrtLxi5CxqrgTvpwnHHoKPZNo/code/', '/ro/link/…/code/'],
  ['/it/tickets/7K3F-Q2MD/resolution/', '/it/tickets/…/resolution/'],
  ['/attachments/0123456789abcdef0123456789abcdef', '/attachments/…'],
  ['/api/v1/tickets/7K3F-Q2MD/messages', '/api/v1/tickets/…/messages'],
  ['/maria@example.com/', '/…/'],
  ['/en/tickets/new/', '/en/tickets/new/'],
])('%s is logged as %s', (path, route) => {
  expect(pathToRoute(path)).toBe(route)
})

test('what people read well is no line, what support’s programs read is one', async () => {
  const app = await openApp()
  const { desk, request } = app
  for (const method of ['GET', 'HEAD']) await request('/ro/link/', { method })
  expect(desk.logged).toEqual([])
  await apiOf(app)('GET', '/tickets')
  expect(desk.logged.map(({ facts }) => facts['route'])).toEqual(['/api/v1/tickets'])
})

test('each proof and each refusal is a line with route and status, and no line says whose', async () => {
  const app = await openApp({ mayPost: async (_, address) => address !== '192.0.2.7' })
  const { desk, request } = app
  const path = `/ro/link/${await linkToken(desk, await fileOne(desk))}/`
  const browser = browserOf(app)
  await browser.send(path)
  await browser.post(`${path}code/`, fields({}))
  await deliver(desk)
  const code = /^\d{6}$/m.exec(desk.mailSender.sent.at(-1)?.mail.text ?? '')?.[0] ?? ''
  const wrong = code === '000000' ? '000001' : '000000'
  desk.logged.length = 0
  await browser.post(path, fields({ code: wrong }))
  await browser.post(path, fields({ code }))
  await request('/api/v1/tickets', { headers: { Authorization: 'Bearer stolen-token' } })
  const body = fields({ email: 'maria@example.com', ticketId: '7K3F-Q2MD' })
  const foreign = { Origin: 'https://evil.example' }
  await request('/ro/link/', { method: 'POST', body, headers: foreign })
  const flood = { 'Sec-Fetch-Site': 'same-origin', 'CF-Connecting-IP': '192.0.2.7' }
  await request('/ro/link/', { method: 'POST', body, headers: flood })
  const lines = desk.logged.filter(({ event }) => event === 'request')
  expect(lines.map(({ facts }) => [facts['method'], facts['route'], facts['status']])).toEqual([
    ['POST', '/ro/link/…/', 422],
    ['POST', '/ro/link/…/', 303],
    ['GET', '/api/v1/tickets', 401],
    ['POST', '/ro/link/', 403],
    ['POST', '/ro/link/', 429],
  ])
  expect(lines.every(({ facts }) => String(facts['requestId']).length >= 16)).toBe(true)
  const log = JSON.stringify(desk.logged)
  for (const secret of [path, code, 'stolen-token', 'maria@', ...browser.cookies.values()]) {
    if (secret !== 'ro') expect(log).not.toContain(secret)
  }
})

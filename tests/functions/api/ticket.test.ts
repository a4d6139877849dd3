import { describe, expect, test } from 'vitest'
import { fileOne, linkToken, newReply, newViewer, proveAddress } from '../../desk/guest.ts'
import { formatTicketNumber } from '../../../src/core/ticket-number.ts'
import { reply } from '../../../src/core/tickets/reply.ts'
import { apiOf, openApp } from '../open-app.ts'

async function openTicketApi() {
  const app = await openApp()
  const call = apiOf(app)
  const id = await fileOne(app.desk)
  const number = formatTicketNumber(id)
  const patch = (body: unknown, headers: Record<string, string> = {}) =>
    call('PATCH', `/tickets/${number}`, body, headers)
  const get = () => call('GET', `/tickets/${number}`)
  return { ...app, call, id, number, patch, get }
}

describe('GET /api/v1/tickets/{ticketId}', () => {
  test('gives the ticket with asks and timeline, and its ETag', async () => {
    const { call, number, get } = await openTicketApi()
    const asks = [{ kind: 'time', label: 'Când?' }]
    await call('POST', `/tickets/${number}/messages`, { text: 'Întreb', asks })
    const response = await get()
    expect(response.status).toBe(200)
    expect(response.headers.get('ETag')).toMatch(/^"\d+"$/)
    const ticket = await response.json()
    expect(ticket).toMatchObject({
      ...{ ticketId: number, status: 'waiting', follows: null, followedBy: null },
      asks: [{ askNumber: 1, kind: 'time', label: 'Când?', state: 'open' }],
      timeline: [{ kind: 'filed' }, { kind: 'asked' }, { kind: 'waiting', actor: 'support' }],
    })
  })

  test('names no secret: neither link nor session', async () => {
    const { desk, id, get } = await openTicketApi()
    await proveAddress(desk, newViewer(), id)
    const body = await (await get()).text()
    expect(body).not.toContain((await linkToken(desk, id)).split('.')[2])
    expect(body).not.toMatch(/browser|session|generation/i)
    expect(JSON.parse(body)).toMatchObject({ requester: { addressVerified: true } })
  })

  test('says where a closed ticket goes on', async () => {
    const { desk, call, id, number, patch } = await openTicketApi()
    const viewer = await proveAddress(desk, newViewer(), id)
    await patch({ status: 'closed' }, { 'If-Match': '*' })
    const next = formatTicketNumber((await reply(desk, viewer, newReply(desk, id))).ticketId)
    const read = async (path: string) => (await call('GET', `/tickets/${path}`)).json()
    expect(await read(number)).toMatchObject({ followedBy: next, timeline: expect.any(Array) })
    expect(await read(next)).toMatchObject({ follows: number })
  })

  test('takes the number as people write it', async () => {
    const { call, id } = await openTicketApi()
    for (const written of [id, id.toLowerCase(), formatTicketNumber(id).toLowerCase()]) {
      expect((await call('GET', `/tickets/${written}`)).status).toBe(200)
    }
  })

  test.each(['0ZZZ-ZZZZ', '7K3F', 'x', '%00', '..%2Fhealth', '7K3F-Q2MDX'])(
    '404 for %s',
    async (path) => {
      const { call } = await openTicketApi()
      const messages = { text: 'x' }
      for (const response of [
        await call('GET', `/tickets/${path}`),
        await call('PATCH', `/tickets/${path}`, {}, { 'If-Match': '*' }),
        await call('GET', `/tickets/${path}/messages`),
        await call('POST', `/tickets/${path}/messages`, messages),
      ]) {
        expect(response.status).toBe(404)
        expect(await response.json()).toMatchObject({ code: 'not-found' })
      }
    },
  )
})

describe('PATCH /api/v1/tickets/{ticketId}', () => {
  test('with the ETag that GET gave sets state and category, and gives the next one', async () => {
    const { get, patch } = await openTicketApi()
    const etag = (await get()).headers.get('ETag') ?? ''
    const response = await patch({ status: 'resolved', category: 'app' }, { 'If-Match': etag })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ status: 'resolved', category: 'app' })
    const next = (await get()).headers.get('ETag')
    expect(response.headers.get('ETag')).toBe(next)
    expect(next).not.toBe(etag)
  })

  test('428 without If-Match, 412 where the ticket changed meanwhile', async () => {
    const { get, patch } = await openTicketApi()
    const etag = (await get()).headers.get('ETag') ?? ''
    const without = await patch({ status: 'closed' })
    expect(without.status).toBe(428)
    expect(await without.json()).toMatchObject({ code: 'precondition-required' })
    await patch({ category: 'app' }, { 'If-Match': etag })
    const late = await patch({ status: 'closed' }, { 'If-Match': etag })
    expect(late.status).toBe(412)
    expect(await late.json()).toMatchObject({ code: 'precondition-failed' })
    expect(await (await get()).json()).toMatchObject({ status: 'open', category: 'app' })
  })

  test.each(['1', 'W/"1"', '"x"', '""', '"-1"', '"01x"', 'null'])(
    '412 for the tag %s',
    async (tag) => {
      const { patch } = await openTicketApi()
      expect((await patch({ status: 'closed' }, { 'If-Match': tag })).status).toBe(412)
    },
  )

  test('a message of the guest makes the ETag stale', async () => {
    const { desk, id, get, patch } = await openTicketApi()
    const viewer = await proveAddress(desk, newViewer(), id)
    const etag = (await get()).headers.get('ETag') ?? ''
    await reply(desk, viewer, newReply(desk, id))
    expect((await patch({ status: 'resolved' }, { 'If-Match': etag })).status).toBe(412)
  })

  test.each<[unknown, string]>([
    [{ status: 'lost' }, 'status'],
    [{ status: null }, 'status'],
    [{ category: 'lottery' }, 'category'],
    [{ status: 'waiting' }, 'status'],
    [[], ''],
  ])('422 for %j', async (body, field) => {
    const { get, patch } = await openTicketApi()
    const before = await (await get()).text()
    const response = await patch(body, { 'If-Match': '*' })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'invalid-fields', errors: [{ field }] })
    expect(await (await get()).text()).toBe(before)
  })

  test('415 for another type', async () => {
    const { patch } = await openTicketApi()
    const headers = { 'If-Match': '*', 'Content-Type': 'text/plain' }
    expect((await patch({ status: 'closed' }, headers)).status).toBe(415)
  })
})

test.each([
  ['PUT', '/tickets'],
  ['DELETE', '/tickets/7K3F-Q2MD'],
  ['GET', '/whatever'],
  ['GET', '/tickets/7K3F-Q2MD/whatever'],
])('%s %s answers 404 as a problem', async (method, path) => {
  const { call } = await openTicketApi()
  const response = await call(method, path)
  expect(response.status).toBe(404)
  expect(response.headers.get('Content-Type')).toBe('application/problem+json')
})

test('a database that is down answers 503 with Retry-After, and no word of why', async () => {
  const { desk, get } = await openTicketApi()
  desk.d1.batch = () => Promise.reject(new Error('D1_ERROR: secret at line 7'))
  const response = await get()
  expect(response.status).toBe(503)
  expect(response.headers.get('Retry-After')).toBe('5')
  const body = await response.text()
  expect(JSON.parse(body)).toMatchObject({ code: 'unavailable' })
  expect(body).not.toMatch(/secret|D1|line/)
})

test('a bug answers 503 too, and the log has its place without its words', async () => {
  const { desk, get } = await openTicketApi()
  desk.tickets.readTimeline = () => Promise.reject(new TypeError('maria@example.com'))
  const response = await get()
  expect(response.status).toBe(503)
  const fault = desk.logged.find(({ event }) => event === 'fault')
  expect(fault?.facts).toMatchObject({
    name: 'TypeError',
    requestId: response.headers.get('X-Request-Id'),
  })
  expect(JSON.stringify(desk.logged)).not.toContain('maria')
})

import { describe, expect, test } from 'vitest'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { apiOf, apiToken, openApp } from '../open-app.ts'

const filing = {
  ...{ email: 'lucia@example.it', locale: 'it', subject: 'Bonifico', text: 'Uno\r\ndue' },
  ...{ category: 'payment', name: 'Lucia' },
}

async function openApi() {
  const app = await openApp()
  const call = apiOf(app)
  const file = async (changes: object = {}, headers: Record<string, string> = {}) => {
    const response = await call('POST', '/tickets', { ...filing, ...changes }, headers)
    const ticket = (await response.json()) as Record<string, never>
    return { response, ticket, ticketId: String(ticket['ticketId']) }
  }
  return { ...app, call, file }
}

const problemOf = async (response: Response) => {
  expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  expect(response.headers.get('X-Request-Id')).toMatch(/^[\w-]{10,}$/)
  const problem = (await response.json()) as Record<string, unknown>
  expect(problem).toMatchObject({ type: 'about:blank', status: response.status })
  expect(String(problem['title'])).not.toMatch(/\.title|\{\{/)
  return problem
}

describe('POST /api/v1/tickets', () => {
  test('opens a ticket, mails its link, and says where it is', async () => {
    const { desk, call, file } = await openApi()
    const { response, ticket, ticketId } = await file()
    expect(response.status).toBe(201)
    expect(ticketId).toMatch(/^0[0-9A-Z]{3}-[0-9A-Z]{4}$/)
    expect(ticket).toMatchObject({
      ...{ status: 'open', category: 'payment', locale: 'it', subject: 'Bonifico' },
      requester: { email: 'lucia@example.it', name: 'Lucia', addressVerified: false },
    })
    expect(response.headers.get('Location')).toBe(`/api/v1/tickets/${ticketId}`)
    expect(response.headers.get('ETag')).toBe('"1"')
    await deliver(desk)
    expect(desk.mailSender.sent.map(({ to }) => to)).toEqual(['lucia@example.it'])
    const { items } = (await (await call('GET', `/tickets/${ticketId}/messages`)).json()) as {
      items: object[]
    }
    expect(items).toMatchObject([{ text: 'Uno\ndue', author: { role: 'requester' } }])
  })

  test('needs no category and no name', async () => {
    const { file } = await openApi()
    const { response, ticket } = await file({ category: undefined, name: undefined })
    expect(response.status).toBe(201)
    expect(ticket).toMatchObject({ category: 'other', requester: { name: '' } })
  })

  test.each<[object, string]>([
    [{ email: 'lucia' }, 'email'],
    [{ email: undefined }, 'email'],
    [{ email: 7 }, 'email'],
    [{ locale: 'xx' }, 'locale'],
    [{ locale: undefined }, 'locale'],
    [{ subject: '' }, 'subject'],
    [{ subject: 'S'.repeat(151) }, 'subject'],
    [{ text: null }, 'text'],
    [{ text: 'a\u0000' }, 'text'],
    [{ text: 'x'.repeat(10_001) }, 'text'],
    [{ category: 'lottery' }, 'category'],
    [{ name: ['a'] }, 'name'],
  ])('422 that names the field: %j', async (changes, field) => {
    const { desk, call } = await openApi()
    const response = await call('POST', '/tickets', { ...filing, ...changes })
    expect(response.status).toBe(422)
    const problem = await problemOf(response)
    expect(problem).toMatchObject({ code: 'invalid-fields', errors: [{ field }] })
    expect(desk.d1.rows('SELECT * FROM tickets')).toEqual([])
  })

  test.each(['', '{', '[]', 'null', '"text"', '7', '{"email":'])(
    '422 for a body of %j',
    async (body) => {
      const { request } = await openApi()
      const headers = { Authorization: `Bearer ${apiToken}`, 'Content-Type': 'application/json' }
      const response = await request('/api/v1/tickets', { method: 'POST', headers, body })
      expect(response.status).toBe(422)
      expect(await problemOf(response)).toMatchObject({ code: 'invalid-fields' })
    },
  )

  test('415 for another type, 413 for more than any ticket has', async () => {
    const { call } = await openApi()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      const response = await call('POST', '/tickets', filing, { 'Content-Type': type })
      expect(response.status).toBe(415)
      expect(await problemOf(response)).toMatchObject({ code: 'unsupported-body' })
    }
    const large = await call('POST', '/tickets', { ...filing, text: 'x'.repeat(300_000) })
    expect(large.status).toBe(413)
    expect(await problemOf(large)).toMatchObject({ code: 'body-too-large' })
  })

  test('the same key: one ticket, the same answer; other contents: 422', async () => {
    const { desk, file } = await openApi()
    const key = { 'Idempotency-Key': 'k-1' }
    const all = await Promise.all([file({}, key), file({}, key), file({}, key)])
    expect(all.map(({ response }) => response.status)).toEqual([201, 201, 201])
    expect(new Set(all.map(({ ticketId }) => ticketId)).size).toBe(1)
    desk.pass(86_400)
    expect((await file({}, key)).ticketId).toBe(all[0]?.ticketId)
    const other = await file({ text: 'Tre' }, key)
    expect(other.response.status).toBe(422)
    expect(other.ticket).toMatchObject({ code: 'key-reused' })
    expect(desk.d1.rows('SELECT * FROM tickets')).toHaveLength(1)
    expect(desk.d1.rows('SELECT * FROM outbox')).toHaveLength(1)
  })

  test.each(['', ' ', 'a b', 'k'.repeat(256), 'ÿ'])('422 for the key %j', async (key) => {
    const { desk, file } = await openApi()
    const { response, ticket } = await file({}, { 'Idempotency-Key': key })
    expect(response.status).toBe(422)
    expect(ticket).toMatchObject({ errors: [{ field: 'Idempotency-Key' }] })
    expect(desk.d1.rows('SELECT * FROM tickets')).toEqual([])
  })
})

describe('GET /api/v1/tickets', () => {
  type Page = { items: { ticketId: string; status: string }[]; nextCursor: string | null }

  async function openMany(count: number) {
    const api = await openApi()
    const ids: string[] = []
    for (let number = 0; number < count; number += 1) {
      // Some at the same moment: the order must not depend on the clock alone.
      if (number % 3 === 0) api.desk.pass(1)
      ids.push((await api.file({ text: `Numero ${number}` })).ticketId)
    }
    const list = async (query: string) =>
      (await api.call('GET', `/tickets${query}`)).json() as Promise<Page>
    return { ...api, ids, list }
  }

  test('pages through all of them, newest first, none twice, none left out', async () => {
    const { ids, list } = await openMany(11)
    const seen: string[] = []
    let cursor: string | null = ''
    const sizes: number[] = []
    while (cursor !== null) {
      const page: Page = await list(`?limit=4${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.items.map(({ ticketId }) => ticketId))
      sizes.push(page.items.length)
      cursor = page.nextCursor
    }
    expect(sizes).toEqual([4, 4, 3])
    expect(seen.toSorted()).toEqual(ids.toSorted())
    expect(ids.slice(-2)).toContain(seen[0])
  })

  test('is not disturbed by tickets that come in between', async () => {
    const { ids, list, file, desk } = await openMany(4)
    const first = await list('?limit=2')
    desk.pass(1)
    await file({ text: 'Nuovo' })
    const second = await list(`?limit=2&cursor=${first.nextCursor}`)
    expect([...first.items, ...second.items].map(({ ticketId }) => ticketId).toSorted()).toEqual(
      ids.toSorted(),
    )
    expect(second.nextCursor).toBeNull()
  })

  test('gives those of one status; 25 a page unless told', async () => {
    const { ids, call, list } = await openMany(26)
    expect((await list('')).items).toHaveLength(25)
    await call('PATCH', `/tickets/${ids[3]}`, { status: 'resolved' }, { 'If-Match': '*' })
    const { items, nextCursor } = await list('?status=resolved')
    expect(items.map(({ ticketId, status }) => [ticketId, status])).toEqual([[ids[3], 'resolved']])
    expect(nextCursor).toBeNull()
  })

  test.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'limit=1.5',
    'status=lost',
    'cursor=',
    'cursor=!!',
    'cursor=MTIz',
  ])('422 for %s', async (query) => {
    const { call } = await openApi()
    const response = await call('GET', `/tickets?${query}`)
    expect(response.status).toBe(422)
    expect((await problemOf(response))['errors']).toMatchObject([{ field: query.split('=')[0] }])
  })
})

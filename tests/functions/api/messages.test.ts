import { describe, expect, test } from 'vitest'
import { fileOne } from '../../desk/guest.ts'
import { formatTicketNumber } from '../../../src/core/ticket-number.ts'
import { apiOf, openApp } from '../open-app.ts'

interface Message {
  messageId: number
  text: string
  visibility: string
  author: { role: string; name: string }
}

async function openThread() {
  const app = await openApp()
  const call = apiOf(app)
  const number = formatTicketNumber(await fileOne(app.desk))
  const path = `/tickets/${number}/messages`
  const post = (body: object, headers: Record<string, string> = {}) =>
    call('POST', path, { text: 'Bună', ...body }, headers)
  const list = async (query = '') =>
    (await call('GET', path + query)).json() as Promise<{
      items: Message[]
      nextCursor: string | null
    }>
  const status = async () => {
    const ticket = (await (await call('GET', `/tickets/${number}`)).json()) as { status: string }
    return ticket.status
  }
  const mails = () =>
    app.desk.d1.rows("SELECT kind FROM outbox WHERE kind <> 'filed'").map(({ kind }) => kind)
  return { ...app, call, path, post, list, status, mails }
}

describe('POST …/messages', () => {
  test('answers: 201 with the message, and one alert', async () => {
    const { post, status, mails } = await openThread()
    const response = await post({ text: 'Unu\r\ndoi', author: 'Ana' })
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({
      ...{ text: 'Unu\ndoi', visibility: 'public', attachments: [] },
      author: { role: 'support', name: 'Ana' },
    })
    expect(await status()).toBe('open')
    expect(mails()).toEqual(['answered'])
  })

  test('notes without an alert', async () => {
    const { post, mails } = await openThread()
    const response = await post({ visibility: 'internal' })
    expect(await response.json()).toMatchObject({ visibility: 'internal' })
    expect(mails()).toEqual([])
  })

  test.each(['transaction-id', 'time', 'screenshot', 'file', 'text'])(
    'asks for a %s, and the ticket waits',
    async (kind) => {
      const { post, status, mails } = await openThread()
      expect((await post({ asks: [{ kind, label: 'Ce' }] })).status).toBe(201)
      expect(await status()).toBe('waiting')
      expect(mails()).toEqual(['asked'])
    },
  )

  test.each(['open', 'resolved', 'closed'])('may make the ticket %s', async (wanted) => {
    const { post, status } = await openThread()
    expect((await post({ status: wanted })).status).toBe(201)
    expect(await status()).toBe(wanted)
  })

  test.each<[object, string]>([
    [{ text: '' }, 'text'],
    [{ text: undefined }, 'text'],
    [{ text: 'x'.repeat(10_001) }, 'text'],
    [{ visibility: 'secret' }, 'visibility'],
    [{ status: 'waiting' }, 'status'],
    [{ status: 'lost' }, 'status'],
    [{ asks: 'time' }, 'asks'],
    [{ asks: [{ kind: 'money', label: 'Cât' }] }, 'asks.0.kind'],
    [{ asks: [{ kind: 'time' }] }, 'asks.0.label'],
    [{ asks: [{ kind: 'time', label: '' }] }, 'asks.0.label'],
    [{ asks: Array.from({ length: 11 }, () => ({ kind: 'time', label: 'Când' })) }, 'asks'],
    [{ asks: [{ kind: 'time', label: 'Când' }], visibility: 'internal' }, 'asks'],
    [{ author: 7 }, 'author'],
  ])('422 that names the field, nothing written, %#', async (body, field) => {
    const { post, list, mails } = await openThread()
    const response = await post(body)
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'invalid-fields', errors: [{ field }] })
    expect((await list()).items).toHaveLength(1)
    expect(mails()).toEqual([])
  })

  test('415 for another type', async () => {
    const { post } = await openThread()
    expect((await post({}, { 'Content-Type': 'text/plain' })).status).toBe(415)
  })

  test('the same key seven times at once and a day later: one message, the same answer', async () => {
    const { desk, post, list, mails } = await openThread()
    const key = { 'Idempotency-Key': 'k' }
    const send = async () => (await post({}, key)).json()
    const answers = await Promise.all(Array.from({ length: 7 }, send))
    desk.pass(86_400)
    answers.push(await send())
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect((await list()).items).toHaveLength(2)
    expect(mails()).toEqual(['answered'])
  })

  test('the same key with other contents: 422, nothing written', async () => {
    const { post, list } = await openThread()
    const key = { 'Idempotency-Key': 'k' }
    await post({}, key)
    for (const body of [{ text: 'Altceva' }, { status: 'closed' }, { author: 'Ion' }]) {
      const response = await post(body, key)
      expect(response.status).toBe(422)
      expect(await response.json()).toMatchObject({ code: 'key-reused' })
    }
    expect((await list()).items).toHaveLength(2)
  })
})

describe('GET …/messages', () => {
  test('gives the conversation oldest first, notes included', async () => {
    const { post, list } = await openThread()
    await post({ text: 'Răspuns' })
    await post({ text: 'Notă', visibility: 'internal' })
    const { items, nextCursor } = await list()
    expect(items.map(({ author, visibility }) => `${author.role} ${visibility}`)).toEqual([
      'requester public',
      'support public',
      'support internal',
    ])
    expect(nextCursor).toBeNull()
  })

  test('pages through all of them', async () => {
    const { post, list } = await openThread()
    for (const text of ['a', 'b', 'c', 'd']) await post({ text })
    const seen: string[] = []
    let query: string | undefined = '?limit=2'
    while (query) {
      const { items, nextCursor } = await list(query)
      seen.push(...items.map(({ text }) => text))
      query = nextCursor === null ? undefined : `?limit=2&cursor=${nextCursor}`
    }
    expect(seen.slice(1)).toEqual(['a', 'b', 'c', 'd'])
    expect(seen).toHaveLength(5)
  })

  test.each(['limit=0', 'limit=101', 'limit=x', 'cursor=-1', 'cursor=x', 'cursor=1.5'])(
    '422 for %s',
    async (query) => {
      const { call, path } = await openThread()
      expect((await call('GET', `${path}?${query}`)).status).toBe(422)
    },
  )
})

import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { fieldRules, isWelcome, normalised } from '../../input/contract.ts'
import { corpus, jsonBodies } from '../../input/corpora.ts'
import { runs } from '../../input/runs.ts'
import { anyText } from '../../input/texts.ts'
import { newVisitor, sendJson, type Visitor } from './visitor.ts'

const filing = { email: 'maria@example.com', locale: 'ro', subject: 'Plata', text: 'Nu a ajuns.' }

let visitor: Visitor
let number = ''

beforeAll(async () => {
  visitor = await newVisitor()
  const response = await visitor.call('POST', '/tickets', filing)
  number = ((await response.json()) as { ticketId: string }).ticketId
})

const send = (method: string, path: string, body: string, more: Record<string, string> = {}) =>
  sendJson(visitor, { method, path, body, headers: more })

const bodied = () =>
  [
    ['POST', '/tickets', {}],
    ['POST', `/tickets/${number}/messages`, {}],
    ['PATCH', `/tickets/${number}`, { 'If-Match': '*' }],
  ] as const

describe('a body', () => {
  test('of the published cases, JSON or not, is refused in words', async () => {
    for (const body of jsonBodies) {
      for (const [method, path, headers] of bodied()) {
        const { status } = await send(method, path, body, headers)
        // An object without anything to change changes nothing.
        if (method !== 'PATCH') expect([413, 422]).toContain(status)
      }
    }
  })

  test('deep, huge, doubled, or with names of the language is no fault', async () => {
    const deep = (open: string, close: string) => open.repeat(60_000) + close.repeat(60_000)
    const bodies = [
      deep('[', ']'),
      deep('{"a":', '}').replace(':}', ':1}'),
      `{"text":${deep('[', ']')}}`,
      `{"${'k'.repeat(200_000)}":1}`,
      `{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":1`).join()}}`,
      '{"text":"a","text":{}}',
      '{"__proto__":{"text":"a"},"text":"b"}',
      '{"constructor":{"prototype":{"text":"a"}}}',
      '{"asks":[{"kind":"__proto__","label":"a"}],"text":"a"}',
      `{"asks":${JSON.stringify(Array.from({ length: 5000 }, () => ({})))},"text":"a"}`,
      '{"toJSON":1,"then":1,"text":"a"}',
    ]
    for (const body of bodies) {
      for (const [method, path, headers] of bodied()) await send(method, path, body, headers)
    }
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('of any JSON in any field is taken or refused, never a fault', async () => {
    const known = ['email', 'locale', 'subject', 'text', 'category', 'name', 'status', 'asks']
    const name = fc.constantFrom(...known, 'visibility', 'author', '__proto__')
    const call = fc.constantFrom(...bodied())
    const tryOne = async (
      [method, path, headers]: ReturnType<typeof bodied>[number],
      field: string,
      json: string,
    ) => {
      const others = Object.entries(filing).filter(([each]) => each !== field)
      const pairs = others.map(([each, value]) => `"${each}":${JSON.stringify(value)}`)
      const body = `{${[...pairs, `"${field}":${json}`].join()}}`
      const { status } = await send(method, path, body, headers)
      expect([200, 201, 422]).toContain(status)
    }
    await fc.assert(fc.asyncProperty(call, name, fc.json(), tryOne), runs(200, 20_000))
  })
})

describe('a text', () => {
  const texts = ['subject', 'text', 'name'] as const

  async function openAndReadBack(field: (typeof texts)[number], value: string): Promise<void> {
    const body = JSON.stringify({ ...filing, [field]: value })
    const { status, answer } = await send('POST', '/tickets', body)
    // Only where a form sends CRLF whatever was typed can there be one to mend.
    const expected = field === 'text' ? normalised(value) : value
    if (!isWelcome(expected, fieldRules[field])) {
      expect([status, answer['code']]).toEqual([422, 'invalid-fields'])
      expect(answer['errors']).toMatchObject([{ field }])
      return
    }
    expect(status).toBe(201)
    const ticketId = String(answer['ticketId'])
    const ticket = await (await visitor.call('GET', `/tickets/${ticketId}`)).json()
    const messages = await (await visitor.call('GET', `/tickets/${ticketId}/messages`)).json()
    const wanted = { subject: filing.subject, text: filing.text, name: '', [field]: expected }
    expect(ticket).toMatchObject({ subject: wanted.subject, requester: { name: wanted.name } })
    expect(messages).toMatchObject({ items: [{ text: wanted.text }] })
  }

  test('returns unit for unit, half characters refused', async () => {
    const one = fc.constantFrom(...texts).chain((field) => {
      return fc.tuple(fc.constant(field), anyText(fieldRules[field].maxUnits))
    })
    const property = fc.asyncProperty(one, ([field, value]) => openAndReadBack(field, value))
    await fc.assert(property, runs(300, 20_000))
  })

  test('of support returns unit for unit, with its author and its asks', async () => {
    let seq = 1
    const answer = async (text: string, author: string, label: string) => {
      const asks = [{ kind: 'text', label }]
      const body = JSON.stringify({ text, author, asks })
      const sent = await send('POST', `/tickets/${number}/messages`, body)
      const welcome =
        isWelcome(normalised(text), fieldRules.text) &&
        isWelcome(author, fieldRules.name) &&
        isWelcome(label, fieldRules.label)
      expect(sent.status).toBe(welcome ? 201 : 422)
      if (!welcome) return
      expect(sent.answer).toMatchObject({ text: normalised(text), author: { name: author } })
      seq += 1
      const ticket = (await (await visitor.call('GET', `/tickets/${number}`)).json()) as {
        asks: { label: string }[]
      }
      expect(ticket.asks.at(-1)?.label).toBe(label)
    }
    const short = fc.constantFrom(...corpus.filter(({ length }) => length <= 80))
    const plain = fc.constant('Elena')
    const texted = fc.asyncProperty(anyText(10_000), plain, plain, answer)
    await fc.assert(texted, runs(60, 5_000))
    await fc.assert(fc.asyncProperty(short, anyText(80), plain, answer), runs(60, 5_000))
    await fc.assert(fc.asyncProperty(short, plain, anyText(200), answer), runs(60, 5_000))
    expect(seq).toBeGreaterThan(50)
  })
})

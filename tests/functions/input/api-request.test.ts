import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { goodAddresses } from '../../input/addresses.ts'
import { runs } from '../../input/runs.ts'
import { anyText } from '../../input/texts.ts'
import { expectNoFault, newVisitor, nextKey, sendJson, type Visitor } from './visitor.ts'

const filing = { email: 'maria@example.com', locale: 'ro', subject: 'Plata', text: 'Nu a ajuns.' }

let visitor: Visitor
let number = ''

beforeAll(async () => {
  visitor = await newVisitor()
  const response = await visitor.call('POST', '/tickets', filing)
  number = ((await response.json()) as { ticketId: string }).ticketId
})

const send = (method: string, path: string, body: string, headers: Record<string, string>) =>
  sendJson(visitor, { method, path, body, headers })

describe('what stands beside the body', () => {
  const headerText = anyText(255).map((text) => text.replaceAll(/[^\x20-\x7e]/g, '?'))
  const inHeader = fc.oneof(headerText, fc.constantFrom('*', '"1"', 'W/"1"', '"9e99"', '"-1"'))

  test('Idempotency-Key and If-Match of any kind are no fault', async () => {
    const tryOne = async (key: string, tag: string) => {
      const text = JSON.stringify({ ...filing, email: `${nextKey()}@example.com` })
      const posted = await send('POST', '/tickets', text, { 'Idempotency-Key': key })
      expect([201, 422]).toContain(posted.status)
      const patch = { 'If-Match': tag }
      const patched = await send('PATCH', `/tickets/${number}`, '{"category":"other"}', patch)
      expect([200, 412, 422, 428]).toContain(patched.status)
    }
    await fc.assert(fc.asyncProperty(inHeader, inHeader, tryOne), runs(100, 5_000))
  })

  test('cursor, limit, status and more in the query are no fault', async () => {
    const name = fc.constantFrom('cursor', 'limit', 'status', 'q', 'after', '__proto__')
    const numbers = fc.constantFrom('1e309', '-1', '9007199254740993', 'Infinity', '0x10', ' 1 ')
    const place = fc.constantFrom('9'.repeat(15), '0').map((at) => btoa(`${at}.7K3FQ2MD`))
    const value = fc.oneof(anyText(60), numbers, place)
    const ask = async (field: string, text: string) => {
      const query = new URLSearchParams({ [field]: text })
      for (const path of ['/tickets', `/tickets/${number}/messages`, `/tickets/${number}`]) {
        const response = await visitor.call('GET', `${path}?${query}`)
        expectNoFault(visitor, response.status)
        expect([200, 422]).toContain(response.status)
      }
    }
    await fc.assert(fc.asyncProperty(name, value, ask), runs(150, 5_000))
  })

  test('any number or token in the path is found or not found', async () => {
    const ask = async (text: string) => {
      const segment = encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E')
      if (segment === '') return
      for (const path of [`/tickets/${segment}`, `/attachments/${segment}`]) {
        const response = await visitor.call('GET', path)
        expectNoFault(visitor, response.status)
        expect([200, 404]).toContain(response.status)
      }
    }
    const text = fc.oneof(anyText(40), fc.constantFrom(...goodAddresses))
    await fc.assert(fc.asyncProperty(text, ask), runs(150, 5_000))
  })
})

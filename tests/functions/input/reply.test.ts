import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../../src/core/limits.ts'
import { fileOne } from '../../desk/guest.ts'
import { asForm, fieldRules, isWelcome } from '../../input/contract.ts'
import { corpus } from '../../input/corpora.ts'
import { runs, some } from '../../input/runs.ts'
import { anyText } from '../../input/texts.ts'
import { pngFile } from '../forms/guest-browser.ts'
import { expectNoFault, filePart, newVisitor, nextKey, partsOf, type Visitor } from './visitor.ts'

let visitor: Visitor
let page = ''
let answeredAlready = 0

beforeAll(openGuest)

/** A guest inside a ticket, which has nothing but its first message. */
async function openGuest(): Promise<void> {
  visitor = await newVisitor()
  page = await visitor.prove(await fileOne(visitor.desk))
  answeredAlready = 0
}

async function replyAndReadBack(text: string): Promise<void> {
  const response = await visitor.post(page, partsOf({ key: nextKey(), text }))
  expectNoFault(visitor, response.status)
  const expected = asForm(text)
  if (!isWelcome(expected, fieldRules.text)) {
    expect(response.status).toBe(422)
    expect(visitor.refusal()?.values['text']).toEqual([expected])
    return
  }
  expect(response.status).toBe(303)
  expect((await visitor.read(page)).messages.at(-1)?.text).toBe(expected)
}

describe('the text of a reply', () => {
  test('returns unit for unit, or is refused and kept', async () => {
    const text = anyText(fieldRules.text.maxUnits)
    await fc.assert(fc.asyncProperty(text, replyAndReadBack), runs(200, 20_000))
  })

  test('of each list', async () => {
    for (const string of some(corpus, 3)) await replyAndReadBack(string)
  })
})

describe('what was written before the session ended', () => {
  test('stands in the box again, unit for unit, refused characters too', async () => {
    const guest = await newVisitor()
    const ticketId = await fileOne(guest.desk)
    const path = await guest.prove(ticketId)
    const keep = async (text: string) => {
      guest.desk.pass(3600)
      const { name, content } = partsOf({ text })[0] ?? expect.unreachable()
      const response = await guest.post(path, [...partsOf({ key: nextKey() }), { name, content }])
      expect(response.status).toBe(401)
      expect(guest.refusal()?.values['text']).toEqual([asForm(text)])
      await guest.prove(ticketId)
      // Ten times what a reply may have; the page that refused it shows all of it.
      expect((await guest.read(path)).draft?.text).toBe(asForm(text).slice(0, limits.maxDraftUnits))
    }
    await keep('a'.repeat(limits.maxDraftUnits + 1))
    const text = anyText(fieldRules.text.maxUnits)
    await fc.assert(fc.asyncProperty(text, keep), runs(60, 2_000))
  })
})

describe('the asks of a reply', () => {
  test('take numbers of open asks and nothing else, whatever comes', async () => {
    await openGuest()
    const number = page.split('/')[3] ?? ''
    const asks = [{ kind: 'text', label: 'Ce ai văzut?' }]
    const value = fc.oneof(fc.constantFrom('1', '-1', '1e999', '1.5', '0x1', '٣'), anyText(5))
    const send = async (answered: string, declined: string) => {
      await visitor.call('POST', `/tickets/${number}/messages`, { text: 'Spune-ne.', asks })
      const typed = partsOf({ key: nextKey(), text: 'Da.', answered, declined })
      const response = await visitor.post(page, typed)
      expectNoFault(visitor, response.status)
      expect(response.status).toBe(303)
      answeredAlready += 1
    }
    await fc.assert(fc.asyncProperty(value, value, send), runs(50, 2_000))
    expect(answeredAlready).toBeGreaterThan(0)
  })
})

describe('the fields around it', () => {
  const hidden = fc.constantFrom('key', 'stored', 'removed', 'answered', 'declined', 'files')
  const name = fc.oneof(hidden, fc.constantFrom('__proto__', 'constructor', ''), anyText(20))

  test('of any name and any value are no fault', async () => {
    const send = async (fieldName: string, value: string) => {
      const safe = fieldName.replaceAll(/["\r\n]/g, '_')
      const response = await visitor.post(page, [
        ...partsOf({ key: nextKey(), text: 'Bună.' }),
        { name: safe, content: value },
      ])
      expectNoFault(visitor, response.status)
      // A part's headers, the field's name among them, may have 8 KiB.
      const isLong = new TextEncoder().encode(safe).length > 8000
      expect([303, 415, 422, ...(isLong ? [413] : [])]).toContain(response.status)
    }
    await fc.assert(fc.asyncProperty(name, anyText(50), send), runs(200, 10_000))
  })

  test('a refusal keeps the files beside it', async () => {
    const png = new Uint8Array(await pngFile('a.png').arrayBuffer())
    const typed = partsOf({ key: nextKey(), text: 'a\u0007' })
    const response = await visitor.post(page, [...typed, filePart('captură.png', png)])
    expect(response.status).toBe(422)
    expect(visitor.refusal()?.files).toMatchObject([{ name: 'captură.png' }])
  })
})

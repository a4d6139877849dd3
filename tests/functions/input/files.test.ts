import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { fileOne } from '../../desk/guest.ts'
import { corpus } from '../../input/corpora.ts'
import { wildText } from '../../input/drawn.ts'
import { traversals } from '../../input/injections.ts'
import { runs, some } from '../../input/runs.ts'
import { scripts } from '../../input/scripts.ts'
import { anyText } from '../../input/texts.ts'
import { apiToken } from '../open-app.ts'
import { expectNoFault, filePart, newVisitor, nextKey, partsOf, type Visitor } from './visitor.ts'

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 7])
const served = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/heic']
const types = [...served, 'application/pdf', 'video/mp4', 'video/webm', 'text/plain; charset=utf-8']

let visitor: Visitor
let page = ''

// A ticket holds so much and no more: each test has one of its own.
async function openGuest(): Promise<void> {
  visitor = await newVisitor()
  page = await visitor.prove(await fileOne(visitor.desk))
}
beforeAll(openGuest)

/** Sends one file and, where it is taken, holds it to its bytes; returns its name and its headers. */
async function sendFile(name: string, content: string | Uint8Array) {
  const typed = partsOf({ key: nextKey(), text: 'Iată.' })
  const response = await visitor.post(page, [...typed, filePart(name, content)])
  expectNoFault(visitor, response.status)
  if (response.status !== 303) {
    // A part's headers, the file's name among them, may have 8 KiB.
    const isLong = new TextEncoder().encode(name).length > 8000
    expect([415, 422, ...(isLong ? [413] : [])]).toContain(response.status)
    expect(visitor.refusal()?.values['text']).toEqual(['Iată.'])
    return undefined
  }
  const [file] = (await visitor.read(page)).messages.at(-1)?.files ?? []
  if (!file) return undefined
  const answer = await visitor.browser.send(`/attachments/${file.attachmentId}`)
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array(bytes))
  const byApi = await visitor.call('GET', `/attachments/${file.attachmentId}`)
  expect(new Uint8Array(await byApi.arrayBuffer())).toEqual(new Uint8Array(bytes))
  expectHarmless(answer.headers)
  return { name: file.name, headers: answer.headers }
}

function expectHarmless(headers: Headers): void {
  expect(types).toContain(headers.get('Content-Type'))
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('Content-Security-Policy')).toMatch(/sandbox$/)
  const disposition = headers.get('Content-Disposition') ?? ''
  const [, plain = '', extended = ''] =
    /^(?:inline|attachment); filename="([ !#$&-[\]-~]*)"; filename\*=UTF-8''([\w!#$&+.^`|~%-]+)$/.exec(
      disposition,
    ) ?? expect.unreachable(disposition)
  for (const name of [plain, decodeURIComponent(extended)]) expectOneName(name)
}

// No folder, no line, nothing that turns what follows around.
function expectOneName(name: string): void {
  expect(name).not.toMatch(/[/\\\p{Cc}\u202A-\u202E\u2066-\u2069\u2028\u2029]/u)
  expect(['', '.', '..']).not.toContain(name)
  expect(name.length).toBeLessThanOrEqual(120)
}

describe('a file of any name', () => {
  test.each(traversals)('%j is one name, and the file its bytes', async (name) => {
    const sent = (await sendFile(name, png)) ?? expect.unreachable()
    expectOneName(sent.name)
  })

  test('of the lists, and drawn at random', async () => {
    const send = async (name: string) => void (await sendFile(name, png))
    for (const name of some(scripts, 3)) await send(name)
    const name = fc.oneof(fc.constantFrom(...corpus), anyText(120))
    await fc.assert(fc.asyncProperty(name, send), runs(100, 5_000))
  })
})

describe('a file of any contents', () => {
  test('returns byte for byte as what it is, never as a page', async () => {
    const first = fc.constantFrom(...[[], [...png], [0xff, 0xd8, 0xff], [0x25, 0x50, 0x44, 0x46]])
    const rest = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      wildText().map((text) => new TextEncoder().encode(text)),
      fc.constantFrom(...scripts).map((text) => new TextEncoder().encode(text)),
    )
    const bytes = fc.tuple(first, rest).map(([a, b]) => Uint8Array.from([...a, ...b]))
    const ending = fc.constantFrom('.txt', '.log', '.csv', '.json', '.html', '.svg', '.png', '')
    const send = async (content: Uint8Array, end: string) => {
      await sendFile(`fișier${end}`, content)
    }
    await fc.assert(fc.asyncProperty(bytes, ending, send), runs(150, 5_000))
  })

  test.each(scripts)('%j under a name for text is text', async (content) => {
    const sent = (await sendFile('pagină.html.txt', content)) ?? expect.unreachable()
    expect(sent.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
    expect(sent.headers.get('Content-Disposition')).toMatch(/^attachment;/)
  })
})

describe('a part of a file', () => {
  const bound = fc.oneof(
    fc.integer({ min: 0, max: 12 }).map(String),
    fc.constantFrom('', '-', '-1', '1e9', '99999999999999999999', '0x1', ' '),
  )
  const range = fc.oneof(
    fc.tuple(bound, bound).map(([a, b]) => `bytes=${a}-${b}`),
    fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, '')),
    fc.constant('bytes=0-1,2-3'),
  )

  test('whatever is asked for is the bytes that the answer names', async () => {
    await sendFile('a.png', png)
    const [file] = (await visitor.read(page)).messages.at(-1)?.files ?? []
    const path = `/api/v1/attachments/${file?.attachmentId}`
    const ask = async (wanted: string) => {
      const headers = { Authorization: `Bearer ${apiToken}`, Range: wanted }
      const answer = await visitor.request(path, { headers })
      expectNoFault(visitor, answer.status)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      if (answer.status === 416) {
        expect(bytes).toHaveLength(0)
        return
      }
      const told = /^bytes (\d+)-(\d+)\/9$/.exec(answer.headers.get('Content-Range') ?? '')
      expect(answer.status).toBe(told ? 206 : 200)
      const [first, last] = told ? [Number(told[1]), Number(told[2])] : [0, 8]
      expect(bytes).toEqual(png.slice(first, last + 1))
    }
    await fc.assert(fc.asyncProperty(range, ask), runs(300, 5_000))
  })
})

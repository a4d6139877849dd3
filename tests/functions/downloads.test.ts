import { beforeEach, describe, expect, test } from 'vitest'
import { digest } from '../../src/core/token.ts'
import { storeFile } from '../../src/core/tickets/files.ts'
import { reply } from '../../src/core/tickets/reply.ts'
import { fileOne, newReply, newViewer, proveAddress } from '../desk/guest.ts'
import { apiToken, openApp, type TestApp } from './open-app.ts'

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const bytes = new Uint8Array([...png, ...Array.from({ length: 92 }, (_, index) => index)])
const sessionId = 'S'.repeat(43)
const sandbox =
  "default-src 'none'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
let app: TestApp
let send: (content: Uint8Array<ArrayBuffer>, name: string) => Promise<string>

beforeEach(async () => {
  app = await openApp()
  const { desk } = app
  const ticketId = await fileOne(desk)
  const viewer = await proveAddress(desk, newViewer(), ticketId)
  const sessionHash = await digest(sessionId)
  desk.d1.rows(
    'UPDATE sessions SET session_hash = ? WHERE session_hash = ?',
    sessionHash,
    viewer.sessionHash ?? '',
  )
  desk.d1.rows(
    'UPDATE session_tickets SET session_hash = ? WHERE session_hash = ?',
    sessionHash,
    viewer.sessionHash ?? '',
  )
  send = async (content, name) => {
    const form = { browserHash: 'browser', scope: 'scope', key: 'key', position: 0 }
    const file = await storeFile(desk, form, { name, bytes: content })
    await reply(desk, { ...viewer, sessionHash }, newReply(desk, ticketId, { files: [file] }))
    return file.attachmentId
  }
})

function get(attachmentId: string, headers: Record<string, string> = {}, method = 'GET') {
  const Cookie = `__Host-session=${sessionId}`
  return app.request(`/attachments/${attachmentId}`, { method, headers: { Cookie, ...headers } })
}

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())

describe('a file', () => {
  test('comes whole, with its sniffed type, and runs nothing', async () => {
    const response = await get(await send(bytes, 'țară.jpg'))
    expect(response.status).toBe(200)
    expect(await bytesOf(response)).toEqual(bytes)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ 'content-type': 'image/png', 'content-length': '100', 'accept-ranges': 'bytes' },
      ...{ 'content-security-policy': sandbox, 'x-content-type-options': 'nosniff' },
      ...{ 'cache-control': 'private, no-store', etag: `"${await digest(bytes)}"` },
      'content-disposition': `inline; filename="tara.jpg"; filename*=UTF-8''%C8%9Bar%C4%83.jpg`,
    })
    expect(response.headers.get('X-Request-Id')).toBeTruthy()
  })

  test.each([
    ['notes.txt', '<script>alert(1)</script>'],
    ['page.log', '<!doctype html><html><body onload=alert(1)>'],
    ['drawing.csv', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ])('of markup named %s comes as plain text to be saved', async (name, markup) => {
    const response = await get(await send(new TextEncoder().encode(markup), name))
    expect(response.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('Content-Disposition')).toMatch(/^attachment; /)
    expect(response.headers.get('Content-Security-Policy')).toBe(sandbox)
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  test('with a name that would break a header has none of it there', async () => {
    const response = await get(await send(bytes, 'a"\r\nSet-Cookie: x=y;\u202e.png'))
    const disposition = response.headers.get('Content-Disposition') ?? ''
    expect(disposition).toMatch(/^inline; filename="[^"\r\n]*"; filename\*=UTF-8''[\w%.~-]+$/)
    expect(response.headers.getSetCookie()).toEqual([])
  })

  test('is told by HEAD without being sent', async () => {
    const response = await get(await send(bytes, 'a.png'), {}, 'HEAD')
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Length')).toBe('100')
    expect(response.headers.get('Content-Security-Policy')).toBe(sandbox)
    expect(await bytesOf(response)).toHaveLength(0)
  })

  test('that the store has lost, or cannot give now, answers 503', async () => {
    const attachmentId = await send(bytes, 'a.png')
    app.desk.attachments.down = true
    expect((await get(attachmentId)).status).toBe(503)
    app.desk.attachments.down = false
    app.desk.attachments.files.clear()
    expect((await get(attachmentId)).status).toBe(503)
    expect(app.pages.at(-1)?.problem).toMatchObject({ code: 'unavailable', retryAfterSeconds: 30 })
  })
})

describe('a part of a file', () => {
  test.each([
    ['bytes=0-9', 0, 9],
    ['bytes=90-', 90, 99],
    ['bytes=-5', 95, 99],
    ['bytes=-500', 0, 99],
    ['bytes=99-99', 99, 99],
    ['bytes=50-5000', 50, 99],
    [' bytes=0-0 ', 0, 0],
  ])('%s', async (range, first, last) => {
    const response = await get(await send(bytes, 'a.png'), { Range: range })
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Range')).toBe(`bytes ${first}-${last}/100`)
    expect(response.headers.get('Content-Length')).toBe(String(last - first + 1))
    expect(await bytesOf(response)).toEqual(bytes.slice(first, last + 1))
  })

  test.each(['bytes=100-', 'bytes=100-200', 'bytes=-0', `bytes=${'9'.repeat(400)}-`])(
    '416 beyond its end, %#',
    async (range) => {
      const response = await get(await send(bytes, 'a.png'), { Range: range })
      expect(response.status).toBe(416)
      expect(response.headers.get('Content-Range')).toBe('bytes */100')
      expect(await bytesOf(response)).toHaveLength(0)
    },
  )

  test.each([
    'bytes=9-0',
    'bytes=-',
    'bytes=a-b',
    'bytes=0-1,5-9',
    'lines=0-1',
    '0-9',
    'bytes=0x1-5',
  ])('the whole file for what is no range: %s', async (range) => {
    const response = await get(await send(bytes, 'a.png'), { Range: range })
    expect(response.status).toBe(200)
    expect(await bytesOf(response)).toHaveLength(100)
  })

  test('only while the file is the one the rest came from', async () => {
    const attachmentId = await send(bytes, 'a.png')
    const etag = `"${await digest(bytes)}"`
    const part = { Range: 'bytes=0-9' }
    expect((await get(attachmentId, { ...part, 'If-Range': etag })).status).toBe(206)
    for (const other of ['"other"', `W/${etag}`, 'Sun, 22 Nov 2026 09:00:00 GMT'])
      expect((await get(attachmentId, { ...part, 'If-Range': other })).status).toBe(200)
  })
})

test('304 for whoever has the file already, and not a byte of it', async () => {
  const attachmentId = await send(bytes, 'a.png')
  const etag = `"${await digest(bytes)}"`
  for (const tags of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
    const response = await get(attachmentId, { 'If-None-Match': tags, Range: 'bytes=0-9' })
    expect(response.status).toBe(304)
    expect(response.headers.get('ETag')).toBe(etag)
    expect(await bytesOf(response)).toHaveLength(0)
  }
  expect((await get(attachmentId, { 'If-None-Match': '"x"' })).status).toBe(200)
})

describe('404, the same for all', () => {
  test('without a session, with another one, and for what is no file', async () => {
    const attachmentId = await send(bytes, 'a.png')
    const answers = [
      await get(attachmentId, { Cookie: '' }),
      await get(attachmentId, { Cookie: `__Host-session=${'T'.repeat(43)}` }),
      await get('f'.repeat(32)),
      await get('x'),
      await get(attachmentId.toUpperCase()),
      await get(attachmentId, { Cookie: '', 'If-None-Match': '*', Range: 'bytes=0-9' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
    expect(new Set(app.pages.map(({ problem, path }) => `${problem?.code} ${path}`)).size).toBe(1)
    const names = answers.map(({ headers }) => [...headers.keys()].join())
    expect(new Set(names).size).toBe(1)
  })
})

test('the API gives the same file to whoever holds the token', async () => {
  const attachmentId = await send(bytes, 'a.png')
  const path = `/api/v1/attachments/${attachmentId}`
  const headers = { Authorization: `Bearer ${apiToken}`, Range: 'bytes=0-9' }
  const response = await app.request(path, { headers })
  expect(response.status).toBe(206)
  expect(response.headers.get('Content-Security-Policy')).toBe(sandbox)
  const none = await app.request(`/api/v1/attachments/${'f'.repeat(32)}`, { headers })
  expect(none.status).toBe(404)
  expect(await none.json()).toMatchObject({ code: 'not-found' })
})

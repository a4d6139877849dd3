import { describe, expect, test } from 'vitest'
import { readForm } from '../../functions/forms/read-form.ts'
import { boundary, concat, multipartBody, postBytes } from './multipart.ts'

const read = (request: Request) => readForm(request, () => expect.unreachable('a file'))
const urlencoded = 'application/x-www-form-urlencoded'
const post = (
  body: string | Uint8Array,
  type = urlencoded,
  more: { chunkBytes?: number; onEnd?: () => boolean } = {},
) => postBytes(concat([body]), { type, ...more })

describe('a form without files', () => {
  test('comes back as it was typed, but for CRLF', async () => {
    const typed = '\ufeffBună,\r\n\tâ țară & co=1 +\u202e👩‍👩‍👧 '
    const body = new URLSearchParams([
      ['text', typed],
      ['answered', '1'],
      ['answered', '2'],
    ])
    const form = await read(post(body.toString()))
    const text = typed.replace('\r\n', '\n')
    expect(form).toEqual({
      values: { text: [text], answered: ['1', '2'] },
      files: [],
      problem: undefined,
    })
  })

  test('is the same however it is cut, inside a letter too', async () => {
    for (const chunkBytes of [1, 2, 3]) {
      const form = await read(
        post('text=țară👩&key=k', `${urlencoded}; charset=UTF-8`, { chunkBytes }),
      )
      expect(form.values).toEqual({ text: ['țară👩'], key: ['k'] })
    }
  })

  test('with bytes that are no UTF-8 is read all the same', async () => {
    const form = await read(post(concat(['text=a', new Uint8Array([0xff]), '%FF&key=k'])))
    expect(form.values).toEqual({ text: ['a\ufffd\ufffd'], key: ['k'] })
    expect(form.problem).toBeUndefined()
  })

  test('of more than 2 MB is refused with what could be read', async () => {
    const form = await read(post(`text=abc&more=${'x'.repeat(3 * 1024 * 1024)}`))
    expect(form.problem?.code).toBe('body-too-large')
    expect(form.values['text']).toEqual(['abc'])
  })

  test.each(['__proto__', 'constructor', 'toString'])('may have a field %s', async (name) => {
    const form = await read(post(`text=abc&${name}=x&${name}=y&key=k`))
    expect(form.values).toMatchObject({ text: ['abc'], key: ['k'] })
    expect(form.problem).toBeUndefined()
  })

  test('may be empty', async () => {
    const form = await read(post(''))
    expect(form).toEqual({ values: {}, files: [], problem: undefined })
    const headers = { 'Content-Type': urlencoded }
    const bare = new Request('http://localhost:8787/', { method: 'POST', headers })
    expect((await read(bare)).problem).toBeUndefined()
  })
})

describe('a body of a type we do not read', () => {
  test.each([
    'text/plain',
    'application/json',
    '',
    'multipart/form-data',
    'multipart/mixed; boundary=x',
    'multipart/form-datax; boundary=x',
    'application/x-www-form-urlencodedx',
    `x, ${urlencoded}`,
  ])('%j is refused, and read to its end', async (type) => {
    let ended = false
    const form = await read(post('text=abc', type, { onEnd: () => (ended = true) }))
    expect(form).toMatchObject({ values: {}, files: [], problem: { code: 'unsupported-body' } })
    expect(ended).toBe(true)
  })
})

describe('a multipart body that is none', () => {
  const type = (name: string) => `multipart/form-data; boundary=${name}`

  test.each<[string, string, string | Uint8Array]>([
    ['with another boundary', type('other'), multipartBody([{ name: 'text', content: 'abc' }])],
    ['of nothing', type(boundary), ''],
    ['of noise', type(boundary), '\0\r\n\r\n--'],
    ['with an empty boundary', type(''), multipartBody([{ name: 'text', content: 'abc' }])],
    ['of a beginning alone', type(boundary), `--${boundary}\r\nContent-Disposition: form-data`],
    ['with a header of 20 kB', type(boundary), `--${boundary}\r\nX: ${'x'.repeat(20_000)}`],
  ])('%s is refused', async (_, contentType, body) => {
    const { problem, files } = await read(post(body, contentType))
    expect(['unsupported-body', 'body-too-large']).toContain(problem?.code)
    expect(files).toEqual([])
  })

  test('that is never closed keeps the fields that were', async () => {
    const body = multipartBody([{ name: 'text', content: 'abc' }], '')
    const form = await read(postBytes(body))
    expect(form.values).toEqual({ text: ['abc'] })
    expect(form.problem?.code).toBe('unsupported-body')
  })

  test('may have more behind its end, as the standard allows', async () => {
    const body = concat([multipartBody([{ name: 'text', content: 'abc' }]), '\r\nepilogue\r\n'])
    for (const chunkBytes of [5, 100_000]) {
      const form = await read(postBytes(body, { chunkBytes }))
      expect(form).toMatchObject({ values: { text: ['abc'] }, problem: undefined })
    }
  })
})

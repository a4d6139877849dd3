import { describe, expect, test } from 'vitest'
import { readForm, type ReadForm, type TakeFile } from '../../functions/forms/read-form.ts'
import { Problem } from '../../src/core/problem.ts'
import { boundary, concat, multipartBody, postBytes, type Part } from './multipart.ts'

const mebibyte = 1024 * 1024
const text: Part = { name: 'text', content: '\ufeffBună,\r\n\tâ țară \u202e👩‍👩‍👧\n ' }
const kept = '\ufeffBună,\n\tâ țară \u202e👩‍👩‍👧\n '
const file = (name: string, content: string | Uint8Array = 'content'): Part => {
  return { name: 'files', fileName: name, content }
}

/** Takes files up to 10 MB, as the product does. */
const take: TakeFile = async ({ name, bytes, position }) => {
  if (bytes.length > 10 * mebibyte) throw new Problem('file-too-large', { params: { name } })
  const attachmentId = String(position)
  return { attachmentId, name, mediaType: 'image/png', bytes: bytes.length, sha256: '' }
}

const read = (request: Request, takeFile = take) => readForm(request, takeFile)
const names = ({ files }: ReadForm) => files.map(({ name }) => name)

describe('a multipart form', () => {
  test('comes back field by field and file by file, but for CRLF', async () => {
    const parts = [{ name: 'key', content: 'k1' }, text, file('a.png'), file('ș țară.png')]
    const form = await read(postBytes(multipartBody(parts)))
    expect(form.values).toEqual({ key: ['k1'], text: [kept] })
    expect(names(form)).toEqual(['a.png', 'ș țară.png'])
    expect(form.problem).toBeUndefined()
  })

  test('is the same however it is cut on its way', async () => {
    const content = concat(['\r\n--', boundary.slice(0, 9), '\r\n\r\n--'])
    const bytes = multipartBody([text, file('a.png', content), { name: 'answered', content: '2' }])
    for (const chunkBytes of [1, 2, 3, 7, 64, bytes.length - 2, bytes.length - 4]) {
      const form = await read(postBytes(bytes, { chunkBytes }))
      expect(form.problem?.code, `${chunkBytes}`).toBeUndefined()
      expect(form.values, `${chunkBytes}`).toEqual({ text: [kept], answered: ['2'] })
      expect(form.files[0]?.bytes, `${chunkBytes}`).toBe(content.length)
    }
  })

  test('keeps every value of a field that is there twice, in order', async () => {
    const parts = ['1', '3', '2'].map((content) => ({ name: 'answered', content }))
    expect((await read(postBytes(multipartBody(parts)))).values).toEqual({
      answered: ['1', '3', '2'],
    })
  })

  test('with no file chosen has none; an empty file that has a name is one', async () => {
    const none = await read(postBytes(multipartBody([text, file('', '')])))
    expect([names(none), none.problem]).toEqual([[], undefined])
    const empty = await read(postBytes(multipartBody([text, file('empty.txt', '')])))
    expect(names(empty)).toEqual(['empty.txt'])
  })

  test('hands each file on with the fields before it and its position', async () => {
    const seen: unknown[] = []
    const watch: TakeFile = async (given, values) => {
      seen.push([given.position, structuredClone(values), [...given.bytes]])
      return take(given, values)
    }
    const bytes = new Uint8Array([0, 13, 10, 255])
    await read(postBytes(multipartBody([text, file('a', bytes), file('b', 'x')])), watch)
    expect(seen).toEqual([
      [0, { text: [kept] }, [...bytes]],
      [1, { text: [kept] }, [120]],
    ])
  })
})

describe('text and the good files survive', () => {
  test('a sixth file', async () => {
    const six = ['1', '2', '3', '4', '5', '6'].map((name) => file(name))
    const form = await read(
      postBytes(multipartBody([text, ...six, { name: 'answered', content: '1' }])),
    )
    expect(names(form)).toEqual(['1', '2', '3', '4', '5'])
    expect(form.values).toEqual({ text: [kept], answered: ['1'] })
    expect(form.problem?.code).toBe('too-many-files')
  })

  test('a file of 11 MB among good ones', async () => {
    const large = file('mare.mp4', new Uint8Array(11 * mebibyte))
    const form = await read(postBytes(multipartBody([text, file('a'), large, file('b')])))
    expect(names(form)).toEqual(['a', 'b'])
    expect(form.values).toEqual({ text: [kept] })
    expect(form.problem).toMatchObject({ code: 'file-too-large', params: { name: 'mare.mp4' } })
  })

  test('a body of more than 27 MB, which is read to its end', async () => {
    const nine = (name: string) => file(name, new Uint8Array(9 * mebibyte))
    const bytes = multipartBody([text, nine('a'), nine('b'), nine('c'), nine('d')])
    let ended = false
    const form = await read(postBytes(bytes, { onEnd: () => (ended = true) }))
    expect(names(form)).toEqual(['a', 'b'])
    expect(form.values).toEqual({ text: [kept] })
    expect(form.problem?.code).toBe('body-too-large')
    expect(ended).toBe(true)
  })

  test('one field of 30 MB', async () => {
    const endless = { name: 'name', content: new Uint8Array(30 * mebibyte).fill(97) }
    const form = await read(postBytes(multipartBody([text, endless])))
    expect(form.values).toEqual({ text: [kept] })
    expect(form.problem?.code).toBe('body-too-large')
  })

  test('a body that breaks off in the middle of a file', async () => {
    const whole = multipartBody([text, file('a'), file('b', 'x'.repeat(1000))])
    const form = await read(postBytes(whole.slice(0, -500)))
    expect(names(form)).toEqual(['a'])
    expect(form.values).toEqual({ text: [kept] })
    expect(form.problem?.code).toBe('unsupported-body')
  })

  test('a file name that is no UTF-8', async () => {
    const broken = { name: 'files', fileName: new Uint8Array([0xff, 0xfe, 0x41]), content: 'x' }
    const form = await read(postBytes(multipartBody([text, file('a'), broken])))
    expect(names(form)).toEqual(['a'])
    expect(form.values).toEqual({ text: [kept] })
    expect(form.problem?.code).toBe('unsupported-body')
  })

  test('more parts than any form of ours has', async () => {
    const parts = Array.from({ length: 200 }, () => ({ name: 'answered', content: '1' }))
    const form = await read(postBytes(multipartBody([text, ...parts])))
    expect(form.values['text']).toEqual([kept])
    expect(form.problem?.code).toBe('body-too-large')
  })

  test('a store that refuses every file: the first reason is the one that is told', async () => {
    const refuse: TakeFile = ({ name }) =>
      Promise.reject(new Problem('file-not-stored', { params: { name } }))
    const form = await read(postBytes(multipartBody([text, file('a'), file('b')])), refuse)
    expect(form).toMatchObject({ files: [], values: { text: [kept] } })
    expect(form.problem?.params).toEqual({ name: 'a' })
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
    'a field of the name %j',
    async (name) => {
      const form = await read(postBytes(multipartBody([text, { name, content: 'x' }, file('a')])))
      expect(form.values['text']).toEqual([kept])
      expect(form.problem).toBeUndefined()
      expect(names(form)).toEqual(['a'])
      expect(Object.prototype).not.toHaveProperty('0')
    },
  )
})

test('a bug in taking a file loses no word, and reaches the log', async () => {
  const bug = new RangeError('a bug')
  const body = multipartBody([
    { name: 'text', content: 'Nu se pierde' },
    file('a'),
    { name: 'late', content: 'nici asta' },
  ])
  const form = await read(postBytes(body), () => Promise.reject(bug))
  expect(form).toMatchObject({ fault: bug, problem: { code: 'unavailable' } })
  expect({ ...form.values }).toEqual({ text: ['Nu se pierde'], late: ['nici asta'] })
})

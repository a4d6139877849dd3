import { describe, expect, test } from 'vitest'
import {
  checkFiles,
  findFiles,
  isAttachmentId,
  storeFile,
} from '../../../src/core/tickets/files.ts'
import { mac } from '../../../src/core/token.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'
import { aFile } from './proven-guest.ts'

const mebibyte = 1024 * 1024
const encode = (text: string) => new TextEncoder().encode(text)
const form = { browserHash: 'browser-maria', scope: 'scope', key: 'key', position: 0 }
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const problem = (code: string, details: object = {}) =>
  expect.objectContaining({ code, ...details })

describe('the files of a message', () => {
  const some = (count: number, bytes: number) =>
    Array.from({ length: count }, (_, index) => aFile(index, bytes))

  test('may be five, 25 MB together', () => {
    expect(() => checkFiles([], 200 * mebibyte + 1)).not.toThrow()
    expect(() => checkFiles(some(5, 5 * mebibyte), 0)).not.toThrow()
    expect(() => checkFiles(some(6, 1), 0)).toThrow(problem('too-many-files'))
    const tooMuch = [...some(4, 5 * mebibyte), aFile(9, 5 * mebibyte + 1)]
    expect(() => checkFiles(tooMuch, 0)).toThrow(problem('files-too-large'))
  })

  test('may fill a ticket up to 200 MB', () => {
    expect(() => checkFiles(some(1, mebibyte), 199 * mebibyte)).not.toThrow()
    expect(() => checkFiles(some(1, mebibyte), 199 * mebibyte + 1)).toThrow(problem('ticket-full'))
  })
})

describe('storing', () => {
  test('keeps bytes, sniffed type, safe name and digest under an id', async () => {
    const desk = await openMemoryDesk()
    const stored = await storeFile(desk, form, { name: 'C:\\temp\\ecran.jpg', bytes: png })
    expect(stored).toMatchObject({ name: 'ecran.jpg', mediaType: 'image/png', bytes: png.length })
    expect(isAttachmentId(stored.attachmentId)).toBe(true)
    expect(desk.attachments.files.get(stored.attachmentId)?.content).toEqual(png)
  })

  test('the same post again finds the same file', async () => {
    const desk = await openMemoryDesk()
    const store = () => storeFile(desk, form, { name: 'a.png', bytes: png })
    expect(await store()).toEqual(await store())
    expect(desk.attachments.files.size).toBe(1)
  })

  test('the id is a MAC that serves for files alone', async () => {
    const desk = await openMemoryDesk()
    const { attachmentId, sha256 } = await storeFile(desk, form, { name: 'a.png', bytes: png })
    const whole = await mac(desk.keys, 'attachment', `scope key 0 ${sha256} a.png`)
    expect(attachmentId).toBe(Buffer.from(whole).toString('hex').slice(0, 32))
    for (const id of [`0${attachmentId}`, `${attachmentId}0`])
      expect(isAttachmentId(id)).toBe(false)
  })

  test('anything else is another file', async () => {
    const desk = await openMemoryDesk()
    const file = { name: 'a.png', bytes: png }
    const all = [
      await storeFile(desk, form, file),
      await storeFile(desk, { ...form, scope: 'other' }, file),
      await storeFile(desk, { ...form, key: 'other' }, file),
      await storeFile(desk, { ...form, scope: 'scopek', key: 'ey' }, file),
      await storeFile(desk, { ...form, position: 1 }, file),
      await storeFile(desk, form, { ...file, name: 'b.png' }),
      await storeFile(desk, form, { ...file, bytes: new Uint8Array([...png, 4]) }),
    ]
    expect(new Set(all.map(({ attachmentId }) => attachmentId)).size).toBe(all.length)
  })

  test('10 MB are taken, a byte more is refused by name', async () => {
    const desk = await openMemoryDesk()
    const bytes = new Uint8Array(10 * mebibyte + 1)
    bytes.set(png)
    const limit = bytes.slice(0, 10 * mebibyte)
    await expect(storeFile(desk, form, { name: 'mare.png', bytes: limit })).resolves.toBeDefined()
    const tooLarge = storeFile(desk, form, { name: 'x/mare.png', bytes })
    const named = { params: { name: 'mare.png' } }
    await expect(tooLarge).rejects.toMatchObject({ code: 'file-too-large', ...named })
  })

  test.each([
    ['page.html', '<script>alert(1)</script>'],
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['program.exe', 'MZ\u0090\u0000'],
    ['notes', 'text under no name'],
    ['empty.png', ''],
    ['lies.png', '<html>'],
  ])('%s is refused by name and not stored', async (name, text) => {
    const desk = await openMemoryDesk()
    const refused = storeFile(desk, form, { name, bytes: encode(text) })
    await expect(refused).rejects.toMatchObject({ code: 'unsupported-file', params: { name } })
    expect(desk.attachments.files.size).toBe(0)
  })

  test('markup under a name of text is text', async () => {
    const desk = await openMemoryDesk()
    const bytes = encode('<script>alert(1)</script>')
    const stored = await storeFile(desk, form, { name: 'notes.txt', bytes })
    expect(stored.mediaType).toBe('text/plain')
  })

  test('with the store down is refused by name, to be tried again', async () => {
    const desk = await openMemoryDesk()
    desk.attachments.down = true
    const refused = storeFile(desk, form, { name: 'a.png', bytes: png })
    const again = { code: 'file-not-stored', params: { name: 'a.png' }, retryAfterSeconds: 30 }
    await expect(refused).rejects.toMatchObject(again)
  })
})

describe('finding what a refused form kept', () => {
  test('gives this browser its files, in its order, and nobody else', async () => {
    const desk = await openMemoryDesk()
    const one = await storeFile(desk, form, { name: 'a.png', bytes: png })
    const two = await storeFile(desk, form, { name: 'b.png', bytes: png })
    const ids = [two.attachmentId, one.attachmentId]
    expect(await findFiles(desk, form.browserHash, ids)).toEqual([two, one])
    expect(await findFiles(desk, 'browser-ion', ids)).toEqual([])
  })

  test('passes over what is no file and looks for five at most', async () => {
    const desk = await openMemoryDesk()
    const { attachmentId } = await storeFile(desk, form, { name: 'a.png', bytes: png })
    const none = ['', '../a', 'f'.repeat(32), attachmentId.toUpperCase(), `${attachmentId}\n`]
    const found = await findFiles(desk, form.browserHash, [...none, attachmentId])
    expect(found.map((file) => file.attachmentId)).toEqual([attachmentId])
    const others = Array.from({ length: 5 }, (_, index) => aFile(index).attachmentId)
    expect(await findFiles(desk, form.browserHash, [...others, attachmentId])).toEqual([])
  })

  test('gives exactly what storing gave, so that the same post has the same contents', async () => {
    const desk = await openMemoryDesk()
    const stored = await storeFile(desk, form, { name: 'a.png', bytes: png })
    const [found] = await findFiles(desk, form.browserHash, [stored.attachmentId])
    expect(JSON.stringify(found)).toBe(JSON.stringify(stored))
  })
})

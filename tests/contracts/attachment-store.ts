import { describe, expect, test } from 'vitest'
import type { AttachmentStore } from '../../src/core/tickets/attachment-store.ts'
import { bytesToBase64url, digest } from '../../src/core/token.ts'
import { newFile } from './builders.ts'

export interface OpenAttachments {
  store: AttachmentStore
  /** The store's own clock. */
  now(): Date
}

const encoder = new TextEncoder()

async function storeOne(store: AttachmentStore, contents = 'Bună', name = 'notă.txt') {
  const bytes = encoder.encode(contents)
  const attachmentId = bytesToHex(crypto.getRandomValues(new Uint8Array(16)))
  const sha256 = await digest(bytes)
  const changes = { attachmentId, name, mediaType: 'text/plain', bytes: bytes.length, sha256 }
  const file = { ...newFile(changes), browserHash: 'browser' }
  await store.put(file, bytes)
  return { file, bytes }
}

function bytesToHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function readText(
  store: AttachmentStore,
  attachmentId: string,
  range?: { offset: number; length: number },
): Promise<string | undefined> {
  const found = await store.read(attachmentId, range)
  return found && new Response(found.body).text()
}

/** What every store of files keeps to. */
export function describeAttachmentStore(open: () => Promise<OpenAttachments>): void {
  describe('the attachment store', () => {
    test('gives a file back as it was, with who sent it', async () => {
      const { store } = await open()
      const { file } = await storeOne(store)
      expect(await store.find(file.attachmentId)).toEqual(file)
      expect(await readText(store, file.attachmentId)).toBe('Bună')
    })

    test.each(['ecran ă.png', 'تذكرة.pdf', '📷 %20"x".png', 'a'.repeat(120)])(
      'keeps the name %s',
      async (name) => {
        const { store } = await open()
        const { file } = await storeOne(store, 'Bună', name)
        expect(await store.find(file.attachmentId)).toMatchObject({ name })
      },
    )

    test('stores once: a second file under the same id changes nothing', async () => {
      const { store } = await open()
      const { file } = await storeOne(store)
      const other = encoder.encode('Altceva')
      const again = { ...file, name: 'altceva.txt', bytes: other.length, browserHash: 'stranger' }
      await store.put({ ...again, sha256: await digest(other) }, other)
      expect(await store.find(file.attachmentId)).toEqual(file)
      expect(await readText(store, file.attachmentId)).toBe('Bună')
    })

    test('reads a part', async () => {
      const { store } = await open()
      const { file } = await storeOne(store, '0123456789')
      const { attachmentId } = file
      expect(await readText(store, attachmentId, { offset: 0, length: 1 })).toBe('0')
      expect(await readText(store, attachmentId, { offset: 3, length: 4 })).toBe('3456')
      expect(await readText(store, attachmentId, { offset: 9, length: 1 })).toBe('9')
    })

    test('keeps every byte', async () => {
      const { store } = await open()
      const bytes = Uint8Array.from({ length: 1024 }, (_, index) => index % 256)
      const sha256 = await digest(bytes)
      const file = { ...newFile({ bytes: bytes.length, sha256 }), browserHash: 'browser' }
      await store.put(file, bytes)
      const found = await store.read(file.attachmentId, undefined)
      const read = await new Response(found?.body).arrayBuffer()
      expect(bytesToBase64url(new Uint8Array(read))).toBe(bytesToBase64url(bytes))
    })

    test('knows nothing of a file that was never stored', async () => {
      const { store } = await open()
      expect(await store.find('0'.repeat(32))).toBeUndefined()
      expect(await store.read('0'.repeat(32), undefined)).toBeUndefined()
    })

    test('lists what was stored before a time', async () => {
      const { store, now } = await open()
      const { file } = await storeOne(store)
      const listed = (at: number) => store.list({ storedBefore: new Date(at), cursor: undefined })
      const early = await listed(now().getTime() - 3_600_000)
      const late = await listed(now().getTime() + 3_600_000)
      expect(early).toEqual({ attachmentIds: [], cursor: undefined })
      expect(late).toEqual({ attachmentIds: [file.attachmentId], cursor: undefined })
    })

    test('removes what it is told to, and nothing else', async () => {
      const { store } = await open()
      const [first, second] = [await storeOne(store), await storeOne(store)]
      await store.remove([first.file.attachmentId, 'f'.repeat(32)])
      expect(await store.find(first.file.attachmentId)).toBeUndefined()
      expect(await store.find(second.file.attachmentId)).toEqual(second.file)
    })
  })
}

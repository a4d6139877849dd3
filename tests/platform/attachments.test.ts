import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { R2Attachments } from '../../src/platform/r2-attachments.ts'
import { digest } from '../../src/core/token.ts'
import { sweepFiles } from '../../src/core/tickets/sweep-files.ts'
import { keepDraft } from '../../src/core/tickets/keep-draft.ts'
import { storeFile } from '../../src/core/tickets/files.ts'
import { newFile } from '../contracts/builders.ts'
import { newViewer } from '../desk/guest.ts'
import { guestInside, newKey, newPicture } from './guest.ts'
import { openPlatformDesk, type PlatformDesk } from './platform-desk.ts'
import { startAfresh } from './setup.ts'

const bytes = new TextEncoder().encode('Bună')
const day = 86_400

beforeEach(() => startAfresh())

describe('R2', () => {
  test('refuses a file whose bytes are not those it is said to have', async () => {
    const store = new R2Attachments(env.ATTACHMENTS)
    const sha256 = await digest('Altceva')
    const file = { ...newFile({ sha256, bytes: bytes.length }), browserHash: 'browser' }
    await expect(store.put(file, bytes)).rejects.toMatchObject({ code: 'unavailable' })
    expect(await store.find(file.attachmentId)).toBeUndefined()
  })

  test('has no byte of a name in its keys', async () => {
    const store = new R2Attachments(env.ATTACHMENTS)
    const sha256 = await digest(bytes)
    const file = newFile({ name: '../../etc/passwd', sha256, bytes: bytes.length })
    await store.put({ ...file, browserHash: 'browser' }, bytes)
    const { objects } = await env.ATTACHMENTS.list()
    expect(objects.map(({ key }) => key)).toEqual([file.attachmentId])
  })

  test('down is unavailable, and says when to come again', async () => {
    const outage = () => Promise.reject(new Error('R2 is down'))
    const down = { put: outage, head: outage, get: outage, list: outage, delete: outage }
    const store = new R2Attachments(down as unknown as R2Bucket)
    const refusal = { code: 'unavailable', retryAfterSeconds: 30 }
    const file = { ...newFile({ sha256: await digest(bytes) }), browserHash: 'browser' }
    await expect(store.put(file, bytes)).rejects.toMatchObject(refusal)
    await expect(store.find('id')).rejects.toMatchObject(refusal)
    await expect(store.read('id', undefined)).rejects.toMatchObject(refusal)
    await expect(store.remove(['id'])).rejects.toMatchObject(refusal)
  })
})

/** R2 whose listings end after two files. */
function inShortPages(): R2Bucket {
  const list = (options?: R2ListOptions) => env.ATTACHMENTS.list({ ...options, limit: 2 })
  return { list, delete: env.ATTACHMENTS.delete.bind(env.ATTACHMENTS) } as R2Bucket
}

function storeStray(desk: PlatformDesk) {
  const form = { browserHash: 'browser', scope: 'scope', key: newKey(), position: 0 }
  return storeFile(desk, form, { name: 'notă.txt', bytes })
}

describe('the nightly sweep of files', () => {
  test('removes what nothing needs after two days, and keeps what a message or a draft needs', async () => {
    const desk = await openPlatformDesk()
    const { browser, ticketPath, ticketId } = await guestInside(desk)
    const fields = { key: newKey(), text: 'Iată ecranul.', files: [newPicture()] }
    await browser.post(ticketPath, fields)
    const [stray, drafted] = [await storeStray(desk), await storeStray(desk)]
    const draft = { text: '', answered: [], declined: [], files: [drafted] }
    await keepDraft(desk, newViewer(), ticketId, draft)
    expect(await sweepFiles(desk)).toBe(0)
    desk.pass(2 * day + 60)
    expect(await sweepFiles(desk)).toBe(1)
    const { objects } = await env.ATTACHMENTS.list()
    const keys = objects.map(({ key }) => key)
    expect(keys).toHaveLength(2)
    expect(keys).toContain(drafted.attachmentId)
    expect(keys).not.toContain(stray.attachmentId)
  })

  test('finds every stray, however many pages they fill', async () => {
    const desk = await openPlatformDesk()
    for (let stored = 0; stored < 5; stored += 1) await storeStray(desk)
    desk.attachments = new R2Attachments(inShortPages())
    desk.pass(2 * day + 60)
    expect(await sweepFiles(desk)).toBe(5)
    expect((await env.ATTACHMENTS.list()).objects).toEqual([])
  })
})

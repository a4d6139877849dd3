import { describe, expect, test } from 'vitest'
import { fileTicket } from '../../../src/core/tickets/file-ticket.ts'
import {
  openAttachment,
  openAttachmentForStaff,
} from '../../../src/core/tickets/open-attachment.ts'
import { reply } from '../../../src/core/tickets/reply.ts'
import { digest } from '../../../src/core/token.ts'
import { newFiling, newReply, newViewer, proveAddress } from '../../desk/guest.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'
import { aFile, openProvenDesk, otherGuest } from './proven-guest.ts'

const notFound = { code: 'not-found' }
const file = aFile(1)
const { attachmentId } = file

async function withFile() {
  const { desk, ticketId, viewer } = await openProvenDesk()
  await reply(desk, viewer, newReply(desk, ticketId, { files: [file] }))
  return { desk, ticketId, viewer }
}

describe('a file', () => {
  test('opens for who has proven the address, and says whose it is', async () => {
    const { desk, ticketId, viewer } = await withFile()
    const opened = await openAttachment(desk, viewer, attachmentId)
    expect(opened).toMatchObject({ ...file, ticketId, seq: 3 })
  })

  test('that was filed opens in the browser that filed it, until the address is proven', async () => {
    const desk = await openMemoryDesk()
    const filer = newViewer('filer')
    const filing = newFiling(desk, { files: [file] })
    const { ticketId, sessionId = '' } = await fileTicket(desk, filer, filing)
    const viewer = { ...filer, sessionHash: await digest(sessionId) }
    await expect(openAttachment(desk, viewer, attachmentId)).resolves.toMatchObject({ ticketId })
    const owner = await proveAddress(desk, newViewer('owner'), ticketId)
    await expect(openAttachment(desk, viewer, attachmentId)).rejects.toMatchObject(notFound)
    await expect(openAttachment(desk, owner, attachmentId)).resolves.toBeDefined()
  })

  test('that support sent is not for the browser that only filed the ticket', async () => {
    const desk = await openMemoryDesk()
    const filer = newViewer('filer')
    const filing = newFiling(desk, { files: [file] })
    const { sessionId = '' } = await fileTicket(desk, filer, filing)
    desk.d1.rows("UPDATE messages SET author = 'support'")
    const viewer = { ...filer, sessionHash: await digest(sessionId) }
    await expect(openAttachment(desk, viewer, attachmentId)).rejects.toMatchObject(notFound)
  })

  test('of a note opens for support alone', async () => {
    const { desk, viewer } = await withFile()
    desk.d1.rows("UPDATE messages SET visibility = 'internal' WHERE seq = 3")
    await expect(openAttachment(desk, viewer, attachmentId)).rejects.toMatchObject(notFound)
    await expect(openAttachmentForStaff(desk, attachmentId)).resolves.toMatchObject(file)
  })
})

describe('the same refusal', () => {
  test('for somebody else, for a session that ended, for no session at all', async () => {
    const { desk, viewer } = await withFile()
    const ion = await otherGuest(desk)
    const planted = { ...viewer, sessionHash: 'planted' }
    for (const who of [ion, planted, newViewer(), { ...viewer, sessionHash: undefined }]) {
      await expect(openAttachment(desk, who, attachmentId)).rejects.toMatchObject(notFound)
    }
    desk.pass(3600)
    await expect(openAttachment(desk, viewer, attachmentId)).rejects.toMatchObject(notFound)
  })

  test.each([
    '',
    '0',
    '../tickets',
    `${attachmentId}0`,
    attachmentId.replace('1', 'G'),
    aFile(10).attachmentId.toUpperCase(),
    'f'.repeat(32),
    'a'.repeat(100_000),
  ])('for what is no file, %#', async (id) => {
    const { desk, viewer } = await withFile()
    await expect(openAttachment(desk, viewer, id)).rejects.toMatchObject(notFound)
    await expect(openAttachmentForStaff(desk, id)).rejects.toMatchObject(notFound)
  })

  test('asks no database for what can be no id', async () => {
    const { desk, viewer } = await withFile()
    const { calls } = desk.d1
    await expect(openAttachment(desk, viewer, 'a b')).rejects.toMatchObject(notFound)
    await expect(openAttachmentForStaff(desk, 'a b')).rejects.toMatchObject(notFound)
    expect(desk.d1.calls).toBe(calls)
  })
})

import { describe, expect, test } from 'vitest'
import { confirmCode } from '../../../src/core/access/confirm-code.ts'
import type { Viewer } from '../../../src/core/access/viewer.ts'
import { endSessions } from '../../../src/core/tickets/end-sessions.ts'
import { fileTicket } from '../../../src/core/tickets/file-ticket.ts'
import { storeFile } from '../../../src/core/tickets/files.ts'
import { openAttachment } from '../../../src/core/tickets/open-attachment.ts'
import { openTicket } from '../../../src/core/tickets/open-ticket.ts'
import { digest } from '../../../src/core/token.ts'
import {
  askCode,
  fileOne,
  linkToken,
  newFiling,
  newKey,
  newViewer,
  proveAddress,
} from '../../desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from '../../desk/open-memory-desk.ts'

async function withTwo(databases: number) {
  const desk = await openMemoryDesk(1, databases)
  const [first, second] = [await fileOne(desk), await fileOne(desk)]
  const viewer = await proveAddress(desk, newViewer(), first)
  return { desk, first, second, viewer }
}

async function proveRemembered(desk: MemoryDesk, viewer: Viewer, ticketId: string) {
  const token = await linkToken(desk, ticketId)
  const code = await askCode(desk, viewer, token)
  const { sessionId } = await confirmCode(desk, viewer, { token, code, remember: true })
  return { ...viewer, sessionHash: await digest(sessionId) }
}

const ended = { code: 'session-ended' }

describe.each([1, 4])('over %i databases a ticket proven once', (databases) => {
  test('comes along into the session of the next, for not a moment longer than before', async () => {
    const { desk, first, second, viewer } = await withTwo(databases)
    desk.pass(1800)
    const next = await proveRemembered(desk, viewer, second)
    await expect(openTicket(desk, next, first)).resolves.toBeDefined()
    desk.pass(24 * 3600 - 1800)
    await expect(openTicket(desk, next, first)).rejects.toMatchObject(ended)
    await expect(openTicket(desk, next, second)).resolves.toBeDefined()
  })

  test('whose session ran out comes along as lapsed: what is written there is kept', async () => {
    const { desk, first, second, viewer } = await withTwo(databases)
    desk.pass(3600)
    const next = await proveAddress(desk, viewer, second)
    await expect(openTicket(desk, next, first)).rejects.toMatchObject(ended)
    const other = await withTwo(databases)
    other.desk.pass(3600)
    const filed = await fileTicket(other.desk, other.viewer, newFiling(other.desk))
    const filer = { ...other.viewer, sessionHash: await digest(filed.sessionId ?? '') }
    await expect(openTicket(other.desk, filer, other.first)).rejects.toMatchObject(ended)
  })

  test('does not come back through a session that was ended meanwhile', async () => {
    const { desk, first, second, viewer } = await withTwo(databases)
    const token = await linkToken(desk, second)
    const code = await askCode(desk, viewer, token)
    const { access } = desk
    const readLink = access.readLink.bind(access)
    access.readLink = async (query) => {
      const state = await readLink(query)
      access.readLink = readLink
      await endSessions(desk, viewer, { ticketId: first, key: newKey(desk) })
      return state
    }
    const { sessionId } = await confirmCode(desk, viewer, { token, code, remember: false })
    const next = { ...viewer, sessionHash: await digest(sessionId) }
    await expect(openTicket(desk, next, first)).rejects.toMatchObject(ended)
    await expect(openTicket(desk, next, second)).resolves.toBeDefined()
  })
})

test('with one live code lost, wrong guesses at the other still cost attempts', async () => {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  const viewer = newViewer()
  const token = await linkToken(desk, ticketId)
  await askCode(desk, viewer, token)
  desk.codes.codes.clear()
  desk.codes.down = true
  desk.pass(60)
  const code = await askCode(desk, viewer, token)
  const wrong = code === '000000' ? '000001' : '000000'
  const guess = (text: string) => confirmCode(desk, viewer, { token, code: text, remember: false })
  for (const count of [4, 3, 2, 1, 0]) {
    await expect(guess(wrong)).rejects.toMatchObject({ code: 'wrong-code', params: { count } })
  }
  await expect(guess(code)).rejects.toMatchObject({ code: 'attempts-used-up' })
})

test('a kept file that goes into two tickets opens in each for whoever has that one', async () => {
  const desk = await openMemoryDesk()
  const viewer = newViewer('filer')
  const form = { browserHash: viewer.browserHash, scope: 'scope', key: 'key', position: 0 }
  const bytes = new TextEncoder().encode('%PDF-1.7')
  const file = await storeFile(desk, form, { name: 'a.pdf', bytes })
  const first = await fileTicket(desk, viewer, newFiling(desk, { files: [file] }))
  const filer = { ...viewer, sessionHash: await digest(first.sessionId ?? '') }
  const second = await fileTicket(desk, filer, newFiling(desk, { files: [file], text: 'Alt text' }))
  for (const { ticketId } of [first, second]) {
    const owner = await proveAddress(desk, newViewer(ticketId), ticketId)
    expect(await openAttachment(desk, owner, file.attachmentId)).toMatchObject({ ticketId })
  }
})

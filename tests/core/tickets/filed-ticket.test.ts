import { describe, expect, test } from 'vitest'
import type { Viewer } from '../../../src/core/access/viewer.ts'
import { answer } from '../../../src/core/tickets/answer.ts'
import { fileTicket, type Filing } from '../../../src/core/tickets/file-ticket.ts'
import { openTicket } from '../../../src/core/tickets/open-ticket.ts'
import { reply } from '../../../src/core/tickets/reply.ts'
import { digest } from '../../../src/core/token.ts'
import { newFiling, newReply, newViewer, proveAddress } from '../../desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from '../../desk/open-memory-desk.ts'
import { mailKinds, newAnswer } from './proven-guest.ts'

const day = 86_400
const rowsOf = (desk: MemoryDesk, table: string) => desk.d1.rows(`SELECT * FROM ${table}`)

/** Files in a browser and returns it with its session. */
async function file(desk: MemoryDesk, changes: Partial<Filing> = {}, browser = newViewer('filer')) {
  const { ticketId, sessionId } = await fileTicket(desk, browser, newFiling(desk, changes))
  const viewer: Viewer = sessionId ? { ...browser, sessionHash: await digest(sessionId) } : browser
  return { ticketId, viewer, sessionId }
}

describe('the browser that filed', () => {
  test('sees its own words and the state, never what support writes or asks', async () => {
    const desk = await openMemoryDesk()
    const { ticketId, viewer } = await file(desk)
    const asks = [{ kind: 'time', label: 'Când?' } as const]
    await answer(desk, newAnswer(ticketId, { text: 'Secretul', asks }))
    const page = await openTicket(desk, viewer, ticketId)
    expect(page).toMatchObject({ access: 'filed', events: [], openAsks: [] })
    expect(page.ticket.status).toBe('waiting')
    expect(page.messages.map(({ author }) => author)).toEqual(['requester'])
    expect(JSON.stringify(page)).not.toMatch(/Secretul|Când/)
    const write = reply(desk, viewer, newReply(desk, ticketId))
    await expect(write).rejects.toMatchObject({ code: 'session-ended' })
  })

  test('is one without a session as soon as anybody has proven the address', async () => {
    const desk = await openMemoryDesk()
    const { ticketId, viewer } = await file(desk)
    await proveAddress(desk, newViewer('owner'), ticketId)
    const opened = openTicket(desk, viewer, ticketId)
    await expect(opened).rejects.toMatchObject({ code: 'session-ended' })
  })

  test('keeps one session for all it files; one that ran out is replaced', async () => {
    const desk = await openMemoryDesk()
    const first = await file(desk)
    const second = await file(desk, { text: 'Altul' }, first.viewer)
    expect(second.sessionId).toBeUndefined()
    for (const { ticketId } of [first, second])
      await expect(openTicket(desk, first.viewer, ticketId)).resolves.toBeDefined()
    desk.pass(3600)
    const third = await file(desk, { text: 'Al treilea' }, first.viewer)
    expect(third.sessionId).toMatch(/^[\w-]{43}$/)
    await expect(openTicket(desk, third.viewer, third.ticketId)).resolves.toBeDefined()
    const old = openTicket(desk, third.viewer, first.ticketId)
    await expect(old).rejects.toMatchObject({ code: 'session-ended' })
  })
})

describe('mails to an address that was never verified', () => {
  test('are three a day, however it is spelled; the tickets are there all the same', async () => {
    const desk = await openMemoryDesk()
    const emails = [
      'maria@example.com',
      'MARIA@example.com',
      'Maria@EXAMPLE.com',
      'maria@example.com',
    ]
    const filed: Awaited<ReturnType<typeof file>>[] = []
    for (const email of emails) filed.push(await file(desk, { email, text: email }))
    const mails = filed.map(({ ticketId }) => mailKinds(desk, ticketId).length)
    expect(mails).toEqual([1, 1, 1, 0])
    const page = (index: number) => openTicket(desk, viewerOf(index), filed[index]?.ticketId ?? '')
    const viewerOf = (index: number) => filed[index]?.viewer ?? newViewer()
    expect((await page(2)).filingMailed).toBe(true)
    expect((await page(3)).filingMailed).toBe(false)
    await file(desk, { email: 'ion@example.com' })
    expect(rowsOf(desk, 'outbox')).toHaveLength(4)
    desk.pass(day - 1)
    await file(desk, { text: 'Încă nu' })
    expect(rowsOf(desk, 'outbox')).toHaveLength(4)
    desk.pass(1)
    await file(desk, { text: 'A doua zi' })
    expect(rowsOf(desk, 'outbox')).toHaveLength(5)
  })

  test('have no such limit once the address was verified', async () => {
    const desk = await openMemoryDesk()
    const { ticketId } = await file(desk)
    await proveAddress(desk, newViewer('owner'), ticketId)
    for (const text of ['a', 'b', 'c', 'd', 'e']) await file(desk, { text })
    expect(desk.d1.rows("SELECT * FROM outbox WHERE kind = 'filed'")).toHaveLength(6)
  })
})

import { describe, expect, test } from 'vitest'
import { confirmCode } from '../../../src/core/access/confirm-code.ts'
import { reenter } from '../../../src/core/access/reenter.ts'
import { sendCode } from '../../../src/core/access/send-code.ts'
import { endSessions } from '../../../src/core/tickets/end-sessions.ts'
import { renewLink } from '../../../src/core/tickets/renew-link.ts'
import { fileTicket } from '../../../src/core/tickets/file-ticket.ts'
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
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'

async function withProven() {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  const viewer = await proveAddress(desk, newViewer(), ticketId)
  return { desk, ticketId, viewer }
}

describe('one button leads back in', () => {
  test('where the session has run out: the token opens this ticket', async () => {
    const { desk, ticketId, viewer } = await withProven()
    desk.pass(3600)
    const token = (await reenter(desk, viewer, ticketId)) ?? ''
    expect(token).toBe(await linkToken(desk, ticketId))
    const code = await askCode(desk, viewer, token)
    const back = await confirmCode(desk, viewer, { token, code, remember: false })
    expect(back.ticketId).toBe(ticketId)
  })

  test('where the browser filed the ticket and somebody has proven the address', async () => {
    const desk = await openMemoryDesk()
    const filer = newViewer('filer')
    const { ticketId, sessionId = '' } = await fileTicket(desk, filer, newFiling(desk))
    await proveAddress(desk, newViewer(), ticketId)
    const viewer = { ...filer, sessionHash: await digest(sessionId) }
    expect(await reenter(desk, viewer, ticketId)).toBe(await linkToken(desk, ticketId))
  })

  test('with the link of the newest generation', async () => {
    const { desk, ticketId, viewer } = await withProven()
    await renewLink(desk, viewer, { ticketId, key: newKey(desk) })
    desk.pass(3600)
    const token = (await reenter(desk, viewer, ticketId)) ?? ''
    expect(token).toBe(await linkToken(desk, ticketId, 2))
    await expect(sendCode(desk, viewer, token)).resolves.toBeUndefined()
  })
})

describe('no token', () => {
  test('for a browser that never had the ticket, with a session or without', async () => {
    const { desk, ticketId } = await withProven()
    expect(await reenter(desk, newViewer('elsewhere'), ticketId)).toBeUndefined()
    const other = await fileOne(desk, { email: 'ion@example.com' })
    const ion = await proveAddress(desk, newViewer('ion'), other)
    expect(await reenter(desk, ion, ticketId)).toBeUndefined()
    desk.pass(3600)
    expect(await reenter(desk, ion, ticketId)).toBeUndefined()
  })

  test('for a session that nobody has, and for no ticket', async () => {
    const { desk, ticketId, viewer } = await withProven()
    const planted = { ...viewer, sessionHash: 'planted' }
    expect(await reenter(desk, planted, ticketId)).toBeUndefined()
    expect(await reenter(desk, viewer, '0ZZZZZZZ')).toBeUndefined()
    expect(await reenter(desk, viewer, '')).toBeUndefined()
  })

  test('where the guest ended the sessions on purpose, here or elsewhere', async () => {
    const { desk, ticketId, viewer } = await withProven()
    desk.pass(60)
    const second = await proveAddress(desk, newViewer('second'), ticketId)
    await endSessions(desk, viewer, { ticketId, key: newKey(desk) })
    expect(await reenter(desk, viewer, ticketId)).toBeUndefined()
    expect(await reenter(desk, second, ticketId)).toBeUndefined()
  })
})

test('no token for the browser that filed, before anybody has proven the address', async () => {
  const desk = await openMemoryDesk()
  const filer = newViewer('filer')
  const { ticketId, sessionId = '' } = await fileTicket(desk, filer, newFiling(desk))
  const viewer = { ...filer, sessionHash: await digest(sessionId) }
  expect(await reenter(desk, viewer, ticketId)).toBeUndefined()
  desk.pass(3600)
  expect(await reenter(desk, viewer, ticketId)).toBeUndefined()
})

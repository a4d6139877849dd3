import { describe, expect, test } from 'vitest'
import { openLink } from '../../../src/core/access/open-link.ts'
import { guestLinkToToken } from '../../../src/core/guest-link.ts'
import { renewLink } from '../../../src/core/tickets/renew-link.ts'
import { updateTicket } from '../../../src/core/tickets/update-ticket.ts'
import { importKey } from '../../../src/core/token.ts'
import { confirmCode } from '../../../src/core/access/confirm-code.ts'
import { askCode, fileOne, linkToken, newKey, newViewer, proveAddress } from '../../desk/guest.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'

const day = 86_400
const wrong = (code: string) => (code === '000000' ? '000001' : '000000')
const notFound = { code: 'link-not-found' }

async function withLink() {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  const token = await linkToken(desk, ticketId)
  const viewer = newViewer()
  return { desk, ticketId, token, viewer, open: () => openLink(desk, viewer, token) }
}

describe('the page behind a link', () => {
  test('shows number and masked address, and that a code can be had at once', async () => {
    const { ticketId, open } = await withLink()
    expect(await open()).toEqual({
      ticketNumber: `${ticketId.slice(0, 4)}-${ticketId.slice(4)}`,
      maskedAddress: 'm•••@example.com',
      proven: false,
      awaitsCode: false,
      attemptsLeft: 5,
      secondsToNextCode: 0,
    })
  })

  test('awaits a code for ten minutes after one was sent, in this browser alone', async () => {
    const { desk, token, viewer, open } = await withLink()
    await askCode(desk, viewer, token)
    expect(await open()).toMatchObject({ awaitsCode: true, secondsToNextCode: 60 })
    const elsewhere = await openLink(desk, newViewer('elsewhere'), token)
    expect(elsewhere).toMatchObject({ awaitsCode: false, secondsToNextCode: 0 })
    desk.pass(599)
    expect(await open()).toMatchObject({ awaitsCode: true, secondsToNextCode: 0 })
    desk.pass(1)
    expect(await open()).toMatchObject({ awaitsCode: false })
  })

  test('counts down the attempts, and awaits nothing after the fifth', async () => {
    const { desk, token, viewer, open } = await withLink()
    const code = wrong(await askCode(desk, viewer, token))
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      await confirmCode(desk, viewer, { token, code, remember: false }).catch(() => undefined)
      expect(await open()).toMatchObject({ attemptsLeft, awaitsCode: attemptsLeft > 0 })
    }
  })

  test('knows the browser that has proven the ticket until its session ends', async () => {
    const { desk, ticketId, token, viewer } = await withLink()
    const proven = await proveAddress(desk, viewer, ticketId)
    expect(await openLink(desk, proven, token)).toMatchObject({ proven: true })
    expect(await openLink(desk, newViewer('elsewhere'), token)).toMatchObject({ proven: false })
    desk.pass(3600)
    expect(await openLink(desk, proven, token)).toMatchObject({ proven: false })
  })

  test('is read in one round trip and changes nothing', async () => {
    const { desk, open } = await withLink()
    const tables = ['tickets', 'events', 'codes', 'challenges', 'attempts', 'sessions', 'outbox']
    const contents = () => tables.map((table) => desk.d1.rows(`SELECT * FROM ${table}`))
    const before = contents()
    const { calls } = desk.d1
    await open()
    expect(desk.d1.calls - calls).toBe(1)
    expect(contents()).toEqual(before)
  })
})

describe('the same refusal, whichever way a link does not open', () => {
  test('malformed and forged ones never reach the database', async () => {
    const { desk, ticketId, token, viewer } = await withLink()
    const foreign = { keys: [await importKey(new Uint8Array(32).fill(9))] as const }
    const forged = await guestLinkToToken(foreign.keys, { ticketId, generation: 1 })
    const { calls } = desk.d1
    for (const text of ['', 'x', ticketId, `${token}A`, token.slice(1), '٣'.repeat(60), forged]) {
      await expect(openLink(desk, viewer, text)).rejects.toMatchObject(notFound)
    }
    expect(desk.d1.calls).toBe(calls)
  })

  test('a ticket that does not exist', async () => {
    const { desk, viewer } = await withLink()
    const token = await linkToken(desk, '0ZZZZZZZ')
    await expect(openLink(desk, viewer, token)).rejects.toMatchObject(notFound)
  })

  test('a generation that was revoked, and one that is still to come', async () => {
    const { desk, ticketId, token, viewer, open } = await withLink()
    const second = await linkToken(desk, ticketId, 2)
    await expect(openLink(desk, viewer, second)).rejects.toMatchObject(notFound)
    const proven = await proveAddress(desk, newViewer('owner'), ticketId)
    await renewLink(desk, proven, { ticketId, key: newKey(desk) })
    await expect(open()).rejects.toMatchObject(notFound)
    await expect(openLink(desk, viewer, second)).resolves.toBeDefined()
    expect(await openLink(desk, proven, second)).toMatchObject({ proven: true })
    await expect(openLink(desk, proven, token)).rejects.toMatchObject(notFound)
  })

  test('a ticket closed 90 days ago; until then its link lives on', async () => {
    const { desk, ticketId, open } = await withLink()
    desk.pass(200 * day)
    await expect(open()).resolves.toBeDefined()
    const closed = { status: 'closed', category: undefined, version: 'any' } as const
    await updateTicket(desk, { ticketId, ...closed })
    desk.pass(90 * day - 1)
    await expect(open()).resolves.toBeDefined()
    desk.pass(1)
    await expect(open()).rejects.toMatchObject(notFound)
    await updateTicket(desk, { ticketId, ...closed, status: 'open' })
    await expect(open()).resolves.toBeDefined()
  })
})

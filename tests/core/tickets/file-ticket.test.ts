import { describe, expect, test } from 'vitest'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { fileTicket, type Filing } from '../../../src/core/tickets/file-ticket.ts'
import { bytesToBase64url, digest, importKey, mac } from '../../../src/core/token.ts'
import { newFiling, newViewer } from '../../desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from '../../desk/open-memory-desk.ts'
import { aFile, eventKinds, readTicket, texts } from './proven-guest.ts'

const rowsOf = (desk: MemoryDesk, table: string) => desk.d1.rows(`SELECT * FROM ${table}`)

const file = (desk: MemoryDesk, changes: Partial<Filing> = {}, browser = newViewer('filer')) =>
  fileTicket(desk, browser, newFiling(desk, changes))

describe('filing', () => {
  test('stores ticket, message, event and files as they were given', async () => {
    const desk = await openMemoryDesk()
    const files = [aFile(1)]
    const changes = {
      text: ' Două\nrânduri ',
      happenedAt: 'luni',
      transactionIds: 'TX-1\nTX-2',
      files,
    }
    const { ticketId } = await file(desk, changes)
    expect(await readTicket(desk, ticketId)).toMatchObject({
      ...{ locale: 'ro', email: 'maria@example.com', requesterName: 'Maria', category: 'payment' },
      ...{ subject: 'Transferul nu a ajuns', happenedAtText: 'luni', transactionIds: 'TX-1\nTX-2' },
      ...{ status: 'open', version: 1, verifiedAt: undefined, attachmentBytes: 1000 },
    })
    expect(await texts(desk, ticketId)).toEqual([' Două\nrânduri '])
    expect(await eventKinds(desk, ticketId)).toEqual(['filed'])
    expect(ticketId).toMatch(/^0[0-9A-HJKMNP-TV-Z]{7}$/)
  })

  test('mails the link to the address given, with nothing that was typed', async () => {
    const desk = await openMemoryDesk()
    const typed = { name: 'Numeleș', subject: 'Subiectulș', text: 'Textulș' }
    const { ticketId } = await file(desk, typed)
    expect(desk.wakes).toBe(1)
    await deliver(desk)
    const [sent, ...others] = desk.mailSender.sent
    expect(others).toEqual([])
    expect(sent?.to).toBe('maria@example.com')
    const all = JSON.stringify(sent?.mail)
    expect(all).toContain(`${ticketId.slice(0, 4)}-${ticketId.slice(4)}`)
    for (const text of [...Object.values(typed), 'maria@example.com'])
      expect(all).not.toContain(text)
  })

  test('draws another number where the first one is taken', async () => {
    const desk = await openMemoryDesk()
    const { ticketId } = await file(desk)
    const { random } = desk
    let draws = 0
    const taken = Uint8Array.from(ticketId.slice(1), (letter) =>
      '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(letter),
    )
    desk.random = (length) => (length === 7 && (draws += 1) === 1 ? taken : random(length))
    const { ticketId: next } = await file(desk, { text: 'Altul' }, newViewer('other'))
    expect(draws).toBe(2)
    expect(next).not.toBe(ticketId)
    expect(await texts(desk, ticketId)).not.toContain('Altul')
  })

  test.each<[Partial<Filing>, string]>([
    [{ email: 'maria' }, 'email malformed-email'],
    [{ email: '' }, 'email malformed-email'],
    [{ category: 'lottery' }, 'category unknown-choice'],
    [{ category: '' }, 'category unknown-choice'],
    [{ subject: ' ' }, 'subject required'],
    [{ subject: 'S'.repeat(151) }, 'subject too-long'],
    [{ subject: 'două\nrânduri' }, 'subject control-character'],
    [{ text: '' }, 'text required'],
    [{ text: 'ț'.repeat(10_001) }, 'text too-long'],
    [{ text: '\ud800' }, 'text malformed-text'],
    [{ name: 'N'.repeat(81) }, 'name too-long'],
    [{ transactionIds: 'T'.repeat(1001) }, 'transactionIds too-long'],
    [{ happenedAt: 'ieri\u0007' }, 'happenedAt control-character'],
  ])('refuses %j and writes nothing', async (changes, expected) => {
    const desk = await openMemoryDesk()
    const problem = await file(desk, changes).catch((error) => error)
    const [{ field, reason }, ...others] = problem.fields
    expect([`${field} ${reason}`, others]).toEqual([expected, []])
    for (const table of ['tickets', 'posts', 'sessions', 'outbox'])
      expect(rowsOf(desk, table)).toEqual([])
  })

  test('names all its mistakes at once, and refuses a key that is none', async () => {
    const desk = await openMemoryDesk()
    const wrong = { email: '', subject: '', text: '', category: '' }
    const problem = await file(desk, wrong).catch((error) => error)
    expect(problem.fields).toHaveLength(4)
    await expect(file(desk, { key: 'short' })).rejects.toMatchObject({ code: 'key-reused' })
    const six = [1, 2, 3, 4, 5, 6].map((number) => aFile(number))
    await expect(file(desk, { files: six })).rejects.toMatchObject({ code: 'too-many-files' })
  })
})

test('with six files nothing is filed', async () => {
  const desk = await openMemoryDesk()
  const files = [1, 2, 3, 4, 5, 6].map((number) => aFile(number))
  await expect(file(desk, { files })).rejects.toMatchObject({ code: 'too-many-files' })
  expect(rowsOf(desk, 'tickets')).toEqual([])
})

describe('the same key', () => {
  test('seven times at once and once later: one ticket, one mail, one session', async () => {
    const desk = await openMemoryDesk()
    const filing = newFiling(desk, { files: [aFile(1)] })
    const send = () => fileTicket(desk, newViewer('filer'), structuredClone(filing))
    const results = await Promise.all(Array.from({ length: 7 }, send))
    desk.pass(60)
    results.push(await send())
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1)
    const claim = await mac(desk.keys, 'filing-session', `browser-filer:new:${filing.key}`)
    expect(results[0]?.sessionId).toBe(bytesToBase64url(claim))
    for (const table of ['tickets', 'messages', 'events', 'outbox', 'sessions', 'attachments'])
      expect(rowsOf(desk, table), table).toHaveLength(1)
  })

  test('with other contents is refused; in another browser it is another ticket', async () => {
    const desk = await openMemoryDesk()
    const filing = newFiling(desk)
    const send = (browser: string, changes: Partial<Filing> = {}) =>
      fileTicket(desk, newViewer(browser), { ...filing, ...changes })
    const first = await send('filer')
    for (const changes of [
      { text: 'Alt text' },
      { email: 'ion@example.com' },
      { locale: 'it' },
    ] as const)
      await expect(send('filer', changes)).rejects.toMatchObject({ code: 'key-reused' })
    const second = await send('other', { text: 'Alt text' })
    expect(second.ticketId).not.toBe(first.ticketId)
    expect(second.sessionId).not.toBe(first.sessionId)
  })
})

test('filed again after the key was replaced: the same ticket and the same session', async () => {
  const desk = await openMemoryDesk()
  const filing = newFiling(desk)
  const first = await fileTicket(desk, newViewer('filer'), filing)
  const next = await importKey(new Uint8Array(32).fill(8))
  desk.keys = [next, ...desk.keys]
  expect(await fileTicket(desk, newViewer('filer'), filing)).toEqual(first)
  const other = await fileTicket(desk, newViewer('filer'), newFiling(desk))
  expect(other.sessionId).not.toBe(first.sessionId)
  expect(await desk.access.findSession(await digest(other.sessionId ?? ''))).toBeDefined()
})

import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { openLink } from '../../src/core/access/open-link.ts'
import { openTicket } from '../../src/core/tickets/open-ticket.ts'
import { formatTicketNumber } from '../../src/core/ticket-number.ts'
import { digest } from '../../src/core/token.ts'
import { paths } from '../../src/i18n/paths.ts'
import { callApi } from './browser.ts'
import { guestInside, guestWithTicket, newKey, newPicture, type Guest } from './guest.ts'
import { openPlatformDesk, type PlatformDesk } from './platform-desk.ts'
import { ReadOnlyDatabase } from './read-only-database.ts'
import { count } from './setup.ts'

const refusals = [
  'D1_ERROR: database or disk is full: SQLITE_FULL',
  'D1_ERROR: attempt to write a readonly database: SQLITE_READONLY',
]

async function openFull() {
  const database = new ReadOnlyDatabase(env.DB)
  return { database, desk: await openPlatformDesk({ DB: database }) }
}

async function viewerOf(desk: PlatformDesk, { browser }: Guest) {
  const cookie = async (name: string) => digest(browser.cookies.get(name) ?? '')
  const [browserHash, sessionHash] = [
    await cookie('__Host-browser'),
    await cookie('__Host-session'),
  ]
  return { desk, viewer: { browserHash, sessionHash, hasCookie: true, device: 'phone' as const } }
}

describe.each(refusals)('%s', (refusal) => {
  test('reads go on', async () => {
    const { database, desk } = await openFull()
    const guest = await guestInside(desk)
    const { viewer } = await viewerOf(desk, guest)
    database.refusal = refusal
    const page = await openTicket(desk, viewer, guest.ticketId)
    expect(page).toMatchObject({ access: 'proven', messages: [{ seq: 1 }] })
    const token = guest.linkPath.split('/').at(-2) ?? ''
    expect(await openLink(desk, viewer, token)).toMatchObject({ proven: true })
  })

  test('a reply is refused with all of it kept, and goes through once there is room', async () => {
    const { database, desk } = await openFull()
    const { browser, ticketPath, ticketId } = await guestInside(desk)
    const form = { key: newKey(), text: 'Iată ecranul 📷\nși ora.', files: [newPicture()] }
    database.refusal = refusal
    const refused = await browser.post(ticketPath, form)
    expect(refused).toMatchObject({ status: 503, code: 'unavailable' })
    expect(refused.retryAfterSeconds).toBeGreaterThan(0)
    expect(refused.values?.['text']).toEqual([form.text])
    const stored = refused.files?.map(({ attachmentId }) => attachmentId) ?? []
    expect(stored).toHaveLength(1)
    database.refusal = undefined
    const again = { key: form.key, text: form.text, stored }
    expect(await browser.post(ticketPath, again)).toMatchObject({ status: 303 })
    expect(await count('messages WHERE ticket_id = ?', ticketId)).toBe(2)
    expect(await count('attachments WHERE ticket_id = ?', ticketId)).toBe(1)
  })

  test('nothing else is half done: a code, a button, an answer of support', async () => {
    const { database, desk } = await openFull()
    const inside = await guestInside(desk)
    const outside = await guestWithTicket(desk)
    database.refusal = refusal
    const solved = await inside.browser.post(`${inside.ticketPath}resolution/`, { key: newKey() })
    const sent = await outside.browser.post(outside.codePath, {})
    const path = paths.apiMessages(formatTicketNumber(inside.ticketId))
    const answered = await callApi(inside.app, path, { body: { text: 'Căutăm.' } })
    for (const { status, retryAfterSeconds } of [solved, sent, answered]) {
      expect(status).toBe(503)
      expect(retryAfterSeconds).toBeGreaterThan(0)
    }
    expect(await count('codes WHERE ticket_id = ?', outside.ticketId)).toBe(0)
    expect(await count("tickets WHERE status = 'open' AND ticket_id = ?", inside.ticketId)).toBe(1)
  })
})

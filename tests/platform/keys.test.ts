import { describe, expect, test } from 'vitest'
import { deliver } from '../../src/core/notifications/deliver.ts'
import { formatTicketNumber } from '../../src/core/ticket-number.ts'
import { paths } from '../../src/i18n/paths.ts'
import { callApi } from './browser.ts'
import { guestInside, guestWithTicket, newKey, newPicture } from './guest.ts'
import { openPlatformDesk } from './platform-desk.ts'
import { count } from './setup.ts'

describe('a key that was used', () => {
  test('with the same contents, a day later: the same answer, and no second message', async () => {
    const desk = await openPlatformDesk()
    const { app, ticketId } = await guestWithTicket(desk)
    const call = { key: newKey(), body: { text: 'Am găsit transferul.' } }
    const path = paths.apiMessages(formatTicketNumber(ticketId))
    const first = await callApi(app, path, call)
    desk.pass(86_400)
    expect(await callApi(app, path, call)).toEqual(first)
    expect(await count("messages WHERE author = 'support' AND ticket_id = ?", ticketId)).toBe(1)
    await deliver(desk)
    expect(desk.mailSender.sent).toHaveLength(2)
  })

  test('with other contents: refused, and a fresh key takes text and file along', async () => {
    const desk = await openPlatformDesk()
    const { browser, ticketPath, ticketId } = await guestInside(desk)
    const first = { key: newKey(), text: 'Prima', files: [newPicture()] }
    expect(await browser.post(ticketPath, first)).toMatchObject({ status: 303 })
    const refused = await browser.post(ticketPath, { ...first, text: 'A doua' })
    expect(refused).toMatchObject({ status: 422, code: 'key-reused' })
    expect(refused.values?.['text']).toEqual(['A doua'])
    const stored = refused.files?.map(({ attachmentId }) => attachmentId) ?? []
    const second = { key: newKey(), text: 'A doua', stored }
    expect(await browser.post(ticketPath, second)).toMatchObject({ status: 303 })
    const messages = await desk.tickets.listMessages({ ticketId, after: 1, max: 9 })
    expect(messages.map(({ text }) => text)).toEqual(['Prima', 'A doua'])
    const [file = ''] = stored
    expect(messages.map(({ files }) => files.map(({ attachmentId }) => attachmentId))).toEqual([
      [file],
      [file],
    ])
    expect((await browser.open(paths.attachment(file))).status).toBe(200)
  })
})

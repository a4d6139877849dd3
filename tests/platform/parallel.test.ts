import { describe, expect, test } from 'vitest'
import { deliver } from '../../src/core/notifications/deliver.ts'
import { formatTicketNumber } from '../../src/core/ticket-number.ts'
import { paths } from '../../src/i18n/paths.ts'
import { Browser, callApi, openApp } from './browser.ts'
import {
  askCode,
  filingFields,
  guestInside,
  guestWithTicket,
  newEmail,
  newKey,
  newPicture,
  wrongCode,
} from './guest.ts'
import { openPlatformDesk } from './platform-desk.ts'
import { count, rows } from './setup.ts'

function atOnce<T>(times: number, act: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => act(index)))
}

describe.each([1, 4])('over %i databases, codes at once', (databases) => {
  test('sixty wrong ones: exactly five are compared', async () => {
    const desk = await openPlatformDesk({}, databases)
    const guest = await guestWithTicket(desk)
    const code = wrongCode(await askCode(desk, guest))
    const answers = await atOnce(60, () => guest.browser.post(guest.linkPath, { code }))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 422)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(55)
    expect(await count('attempts WHERE ticket_id = ?', guest.ticketId)).toBe(5)
  })

  test('sixty wrong ones from two browsers: ten in the hour, and one mail to the owner', async () => {
    const desk = await openPlatformDesk({}, databases)
    const guest = await guestWithTicket(desk)
    const other = { ...guest, browser: new Browser(guest.app) }
    await other.browser.open(guest.linkPath)
    const codes = [await askCode(desk, guest), await askCode(desk, other)]
    const third = ['000000', '000001', '000002'].find((code) => !codes.includes(code)) ?? ''
    const answers = await atOnce(60, (index) =>
      (index % 2 ? guest : other).browser.post(guest.linkPath, { code: third }),
    )
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(10)
    expect(await count('attempts WHERE ticket_id = ?', guest.ticketId)).toBe(10)
    const locked = "outbox WHERE kind = 'locked' AND ticket_id = ?"
    expect(await count(locked, guest.ticketId)).toBe(1)
  })

  test('fifty right ones: one session, and the guest is in', async () => {
    const desk = await openPlatformDesk({}, databases)
    const guest = await guestWithTicket(desk)
    const code = await askCode(desk, guest)
    const answers = await atOnce(50, () => guest.browser.post(guest.linkPath, { code }))
    expect(answers.filter(({ status }) => status === 303).length).toBeGreaterThan(0)
    expect(answers.filter(({ status }) => status !== 303 && status !== 429)).toEqual([])
    const proven = "session_tickets WHERE grant_kind = 'proven' AND ticket_id = ?"
    expect(await count(proven, guest.ticketId)).toBe(1)
    expect(await count("events WHERE kind = 'opened' AND ticket_id = ?", guest.ticketId)).toBe(1)
    expect(await count('attempts WHERE succeeded = 0 AND ticket_id = ?', guest.ticketId)).toBe(0)
    const reply = { key: newKey(), text: 'Sunt aici.' }
    expect(await guest.browser.post(guest.ticketPath, reply)).toMatchObject({ status: 303 })
  })

  test('ten requests for a code: one code, one mail', async () => {
    const desk = await openPlatformDesk({}, databases)
    const guest = await guestWithTicket(desk)
    const answers = await atOnce(10, () => guest.browser.post(guest.codePath, {}))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(9)
    const mails = "outbox WHERE kind = 'code' AND ticket_id = ?"
    expect(await count(mails, guest.ticketId)).toBe(1)
  })
})

describe.each([1, 4])('over %i databases, posts at once', (databases) => {
  test.each([1, 2, 3, 4, 5, 6, 7])('the same reply %i times: one message', async (times) => {
    const desk = await openPlatformDesk({}, databases)
    const guest = await guestInside(desk)
    const fields = { key: newKey(), text: 'Iată ora exactă.', files: [newPicture()] }
    const answers = await atOnce(times, () => guest.browser.post(guest.ticketPath, fields))
    const [first] = answers
    expect(first?.status).toBe(303)
    expect(answers).toEqual(answers.map(() => first))
    expect(await count('messages WHERE ticket_id = ?', guest.ticketId)).toBe(2)
    expect(await count('attachments WHERE ticket_id = ?', guest.ticketId)).toBe(1)
    expect(await count("events WHERE kind = 'replied' AND ticket_id = ?", guest.ticketId)).toBe(1)
  })

  test('seven different replies: seven messages, each under its own number', async () => {
    const desk = await openPlatformDesk({}, databases)
    const guest = await guestInside(desk)
    const answers = await atOnce(7, (index) =>
      guest.browser.post(guest.ticketPath, { key: newKey(), text: `Răspunsul ${index}` }),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303))
    expect(new Set(answers.map(({ location }) => location)).size).toBe(7)
    const texts = await rows('SELECT text FROM messages WHERE ticket_id = ?', guest.ticketId)
    expect(texts).toHaveLength(8)
  })

  test('the same filing seven times: one ticket, one mail, one session', async () => {
    const desk = await openPlatformDesk({}, databases)
    const app = openApp(desk)
    const browser = new Browser(app)
    await browser.open(paths.newTicket('ro'))
    const email = newEmail()
    const fields = filingFields(email)
    const answers = await atOnce(7, () => browser.post(paths.newTicket('ro'), fields))
    expect(answers).toEqual(answers.map(() => answers[0]))
    expect(answers[0]?.status).toBe(303)
    expect(await count('tickets WHERE address_key = ?', email)).toBe(1)
    expect(await count('outbox WHERE address_key = ?', email)).toBe(1)
    const sessions = await rows(
      `SELECT DISTINCT session_hash FROM session_tickets
        JOIN tickets USING (ticket_id) WHERE address_key = ?`,
      email,
    )
    expect(sessions).toHaveLength(1)
  })

  test('twenty filings with one address from twenty browsers: three mails', async () => {
    const desk = await openPlatformDesk({}, databases)
    const app = openApp(desk)
    const email = newEmail()
    const answers = await atOnce(20, () =>
      new Browser(app).post(paths.newTicket('ro'), filingFields(email)),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303))
    await deliver(desk)
    expect(await count('tickets WHERE address_key = ?', email)).toBe(20)
    expect(desk.mailSender.sent.filter(({ to }) => to === email)).toHaveLength(3)
  })

  test("support's same answer seven times: one message, one mail", async () => {
    const desk = await openPlatformDesk({}, databases)
    const { app, ticketId, email } = await guestWithTicket(desk)
    const call = { body: { text: 'Am găsit transferul.', author: 'Ana' }, key: newKey() }
    const path = paths.apiMessages(formatTicketNumber(ticketId))
    const answers = await atOnce(7, () => callApi(app, path, call))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    expect(answers).toEqual(answers.map(() => answers[0]))
    expect(await count("messages WHERE author = 'support' AND ticket_id = ?", ticketId)).toBe(1)
    await Promise.all([deliver(desk), deliver(desk), deliver(desk)])
    const mails = desk.mailSender.sent.filter(({ to }) => to === email)
    expect(mails).toHaveLength(2)
  })
})

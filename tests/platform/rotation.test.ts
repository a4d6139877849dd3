import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { guestLinkToToken } from '../../src/core/guest-link.ts'
import { deliver } from '../../src/core/notifications/deliver.ts'
import { paths } from '../../src/i18n/paths.ts'
import { openKeys } from '../../src/platform/open-desk.ts'
import { parseSettings } from '../../src/platform/settings.ts'
import { Browser, openApp } from './browser.ts'
import {
  askCode,
  filingFields,
  guestInside,
  guestWithTicket,
  newEmail,
  newKey,
  newPicture,
  readCode,
} from './guest.ts'
import { openPlatformDesk, type PlatformDesk } from './platform-desk.ts'
import { count } from './setup.ts'

const next = 'YW5vdGhlciBzZWNyZXQgb2YgMzIgYnl0ZXMsIHllcyE='
const former = env.SECRET_KEY
const sessionCookie = '__Host-session'

/** The desk as it is after a deploy with these secrets. */
async function deploy(desk: PlatformDesk, secrets: Record<string, string>): Promise<void> {
  Object.assign(desk, await openKeys(parseSettings({ ...env, ...secrets })))
}

// The three steps of docs/security.md: the new key only verifies, it signs, the former one is gone.
const announce = (desk: PlatformDesk) => deploy(desk, { SECRET_KEY_PREVIOUS: next })
const rotate = (desk: PlatformDesk) =>
  deploy(desk, { SECRET_KEY: next, SECRET_KEY_PREVIOUS: former })
const finish = (desk: PlatformDesk) => deploy(desk, { SECRET_KEY: next })

/** The link of a ticket under the keys of now. */
async function signAnew(desk: PlatformDesk, ticketId: string): Promise<string> {
  return paths.link('ro', await guestLinkToToken(desk.keys, { ticketId, generation: 1 }))
}

describe('while the secret key is replaced, nobody is lost', () => {
  test.each([
    ['announced', announce],
    ['replaced', rotate],
  ])('%s: a link, a code and a session of before go on', async (_, step) => {
    const desk = await openPlatformDesk()
    const [inside, waiting] = [await guestInside(desk), await guestWithTicket(desk)]
    const code = await askCode(desk, waiting)
    await step(desk)
    expect(await waiting.browser.post(waiting.linkPath, { code })).toMatchObject({ status: 303 })
    const reply = { key: newKey(), text: 'Sunt încă aici.' }
    expect(await inside.browser.post(inside.ticketPath, reply)).toMatchObject({ status: 303 })
  })

  test('a code that was sealed before leaves with its mail after, and opens the ticket', async () => {
    const desk = await openPlatformDesk()
    const guest = await guestWithTicket(desk)
    await guest.browser.post(guest.codePath, {})
    await rotate(desk)
    await deliver(desk)
    const entered = await guest.browser.post(guest.linkPath, { code: readCode(desk) })
    expect(entered).toMatchObject({ status: 303, location: guest.ticketPath })
  })

  test('a double tap, one before and one after, is one session', async () => {
    const desk = await openPlatformDesk()
    const guest = await guestWithTicket(desk)
    const code = await askCode(desk, guest)
    await guest.browser.post(guest.linkPath, { code })
    const first = guest.browser.cookies.get(sessionCookie)
    await rotate(desk)
    expect(await guest.browser.post(guest.linkPath, { code })).toMatchObject({ status: 303 })
    expect(guest.browser.cookies.get(sessionCookie)).toBe(first)
  })

  test('a filing sent again after is the same ticket, and its browser still sees it', async () => {
    const desk = await openPlatformDesk()
    const browser = new Browser(openApp(desk))
    await browser.open(paths.newTicket('ro'))
    const fields = { ...filingFields(newEmail()), files: [newPicture()] }
    const first = await browser.post(paths.newTicket('ro'), fields)
    const session = browser.cookies.get(sessionCookie)
    // The answer was lost on its way, and with it the cookie.
    browser.cookies.delete(sessionCookie)
    await rotate(desk)
    expect(await browser.post(paths.newTicket('ro'), fields)).toEqual(first)
    expect(browser.cookies.get(sessionCookie)).toBe(session)
  })

  test.each([
    ['replaced', rotate],
    ['gone', finish],
  ])('%s: a reply with a file sent again is one reply', async (_, step) => {
    const desk = await openPlatformDesk()
    const guest = await guestInside(desk)
    const reply = { key: newKey(), text: 'Iată imaginea.', files: [newPicture()] }
    const first = await guest.browser.post(guest.ticketPath, reply)
    await step(desk)
    expect(await guest.browser.post(guest.ticketPath, reply)).toEqual(first)
    expect(await count('messages WHERE ticket_id = ?', guest.ticketId)).toBe(2)
  })
})

describe('once the former key is gone, what it made opens nothing', () => {
  test('a link', async () => {
    const desk = await openPlatformDesk()
    const guest = await guestWithTicket(desk)
    await finish(desk)
    const asked = await guest.browser.post(guest.codePath, {})
    expect(asked).toMatchObject({ status: 404, code: 'link-not-found' })
  })

  test('a code, though the link is signed anew', async () => {
    const desk = await openPlatformDesk()
    const guest = await guestWithTicket(desk)
    const code = await askCode(desk, guest)
    await finish(desk)
    const linkPath = await signAnew(desk, guest.ticketId)
    const entered = await guest.browser.post(linkPath, { code })
    expect(entered).toMatchObject({ status: 422, code: 'wrong-code' })
  })

  test('a sealed code: its mail waits and is dropped, never sent', async () => {
    const desk = await openPlatformDesk()
    const guest = await guestWithTicket(desk)
    await guest.browser.post(guest.codePath, {})
    const sent = desk.mailSender.sent.length
    await finish(desk)
    await deliver(desk)
    desk.pass(700)
    await deliver(desk)
    expect(desk.mailSender.sent).toHaveLength(sent)
    expect(await count("outbox WHERE ticket_id = ? AND state = 'dropped'", guest.ticketId)).toBe(1)
  })

  test('a double tap: it says that the code is used, and gives no session', async () => {
    const desk = await openPlatformDesk()
    const guest = await guestWithTicket(desk)
    const code = await askCode(desk, guest)
    await guest.browser.post(guest.linkPath, { code })
    await finish(desk)
    const linkPath = await signAnew(desk, guest.ticketId)
    expect(await guest.browser.post(linkPath, { code })).toMatchObject({ status: 410 })
  })
})

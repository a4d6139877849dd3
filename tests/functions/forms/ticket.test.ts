import { describe, expect, test } from 'vitest'
import { browserOf, fields } from '../open-app.ts'
import { key, openGuestBrowser } from './guest-browser.ts'
import { readTicket, setState } from '../../core/tickets/proven-guest.ts'

const actions = [
  ['resolution', 'resolution'],
  ['reopening', 'reopening'],
  ['new-link', 'new-link'],
] as const

describe('the buttons of the ticket page', () => {
  test.each(actions)('%s leads back to the ticket', async (path, done) => {
    const { ticketPage, browser } = await openGuestBrowser()
    const response = await browser.post(`${ticketPage}${path}/`, fields({ key }))
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe(`${ticketPage}?done=${done}`)
  })

  test('do what they say', async () => {
    const { desk, ticketId, ticketPage, browser } = await openGuestBrowser()
    const press = (path: string) =>
      browser.post(`${ticketPage}${path}/`, fields({ key: `${key}-${path}` }))
    await press('resolution')
    expect((await readTicket(desk, ticketId)).status).toBe('resolved')
    await press('reopening')
    expect((await readTicket(desk, ticketId)).status).toBe('open')
    await press('new-link')
    expect((await readTicket(desk, ticketId)).linkGeneration).toBe(2)
  })

  test('end all sessions takes the cookie away and leads to where a link can be asked for', async () => {
    const { ticketPage, browser } = await openGuestBrowser()
    const response = await browser.post(`${ticketPage}end-sessions/`, fields({ key }))
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe('/ro/link/?ended')
    const lines = response.headers.getSetCookie()
    expect(lines.find((line) => line.startsWith('__Host-session='))).toMatch(
      /^__Host-session=; Max-Age=0;/,
    )
    const again = await browser.post(`${ticketPage}resolution/`, fields({ key: `${key}-2` }))
    expect(again.status).toBe(401)
  })
})

describe('refused', () => {
  test.each([...actions, ['end-sessions', 'end-sessions']] as const)(
    '%s without a session: 401, on the page of the ticket',
    async (path, form) => {
      const { app, desk, ticketId, ticketPage, pages } = await openGuestBrowser()
      await setState(desk, ticketId, 'resolved')
      const before = await readTicket(desk, ticketId)
      const stranger = browserOf(app)
      const response = await stranger.post(`${ticketPage}${path}/`, fields({ key }))
      expect(response.status).toBe(401)
      expect(pages.at(-1)).toMatchObject({ path: ticketPage, refusal: { form } })
      expect(await readTicket(desk, ticketId)).toEqual(before)
    },
  )

  test('a new link too early says when', async () => {
    const { ticketPage, browser, pages } = await openGuestBrowser()
    await browser.post(`${ticketPage}new-link/`, fields({ key }))
    const response = await browser.post(`${ticketPage}new-link/`, fields({ key: `${key}-2` }))
    expect(response.status).toBe(429)
    expect(pages.at(-1)?.refusal?.problem).toMatchObject({
      code: 'too-early',
      retryAfterSeconds: 60,
    })
  })

  test('another’s ticket and none: the same 404', async () => {
    const { browser, desk } = await openGuestBrowser()
    const other = '0ZZZ-ZZZZ'
    desk.d1.rows("UPDATE session_tickets SET ticket_id = '0AAAAAAA'")
    const number = String(desk.d1.rows('SELECT ticket_id FROM tickets')[0]?.['ticket_id'])
    for (const path of [number, other]) {
      const response = await browser.post(`/ro/tickets/${path}/resolution/`, fields({ key }))
      expect(response.status).toBe(404)
    }
  })
})

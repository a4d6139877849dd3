import { expect, test } from 'vitest'
import { paths } from '../../src/i18n/paths.ts'
import { FormClient } from './form-client.ts'
import { newGuest, prove, provenGuest, ticketPage } from './guest.ts'

const session = '__Host-session'
const browser = '__Host-browser'

test('a session planted in a guest’s browser opens nothing that the guest proves', async () => {
  const attacker = await provenGuest({ email: 'attacker@example.com' })
  const planted = attacker.client.cookies.get(session) ?? ''
  const guest = await newGuest()
  guest.client.cookies.set(session, planted)
  expect((await prove(guest)).status).toBe(303)
  expect(guest.client.cookies.get(session)).not.toBe(planted)
  expect((await ticketPage(guest)).status).toBe(200)
  expect((await ticketPage({ ...attacker, number: guest.number })).status).not.toBe(200)
})

test('a browser’s cookie planted in another opens nothing that is proven with it', async () => {
  const attacker = new FormClient()
  await attacker.get(paths.linkRequest('ro'))
  const planted = attacker.cookies.get(browser) ?? ''
  const guest = await newGuest()
  guest.client.cookies.set(browser, planted)
  expect((await prove(guest)).status).toBe(303)
  const seen = await ticketPage({ ...guest, client: attacker })
  expect([seen.status, seen.headers.get('Location')]).toEqual([303, paths.linkRequest('ro')])
})

test.each(['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}%00`, '"quoted"'])(
  'a session made up as %j opens nothing',
  async (value) => {
    const guest = await newGuest()
    guest.client.cookies.set(session, value)
    expect((await ticketPage(guest)).status).toBe(303)
    expect((await guest.client.get(guest.link)).status).toBe(200)
  },
)

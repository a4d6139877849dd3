import { describe, expect, inject, test } from 'vitest'
import product from '../../package.json' with { type: 'json' }
import { locales } from '../../src/i18n/locales.ts'
import { paths } from '../../src/i18n/paths.ts'
import { alertOf, FormClient, hiddenFields } from './form-client.ts'
import { newGuest, provenGuest, ticketPage } from './guest.ts'
import { listMails } from './mailbox.ts'
import { answerTicket, callApi } from './support.ts'

describe('a link that opens nothing', () => {
  test('is the same 404 whatever is wrong with it, and leads to a new one', async () => {
    const { link, client } = await newGuest()
    const token = link.split('/')[3] ?? ''
    const forged = token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    const tokens = ['x', forged, token.replace('.1.', '.2.'), '%F0%9F%92%A9', 'a'.repeat(8000)]
    const answers = await Promise.all(tokens.map((each) => client.get(paths.link('ro', each))))
    for (const answer of answers) {
      expect(answer.status).toBe(404)
      expect(answer.text).toBe(answers[0]?.text)
    }
    expect(answers[0]?.text).toContain(`href="${paths.linkRequest('ro')}"`)
  })

  test('that lacks its last slash gets it, whatever its characters', async () => {
    for (const token of ['0JNQ9KF2.1.dOkpzi', '0JNQ9KF2.1.dOk-pzi']) {
      const answer = await new FormClient().get(paths.link('ro', token).slice(0, -1))
      expect([answer.status, answer.headers.get('Location')]).toEqual([
        301,
        paths.link('ro', token),
      ])
    }
  })

  test('is so after the link was replaced', async () => {
    const guest = await provenGuest()
    const page = await ticketPage(guest)
    const done = await guest.client.submit(page, 'form[action$="/new-link/"]')
    expect(done.status).toBe(303)
    expect((await new FormClient().get(guest.link)).status).toBe(404)
    expect((await ticketPage(guest)).status).toBe(200)
  })
})

describe('a ticket’s page', () => {
  test('without a session leads to where a link is asked for, whether there is such a ticket or not', async () => {
    const { number } = await newGuest()
    for (const each of [number, '0000-0000', 'nonsense']) {
      const answer = await new FormClient().get(paths.ticket('ro', each))
      expect(answer.status).toBe(303)
      expect(answer.headers.get('Location')).toContain(paths.linkRequest('ro'))
    }
  })

  test('of somebody else is the same 404 as one that does not exist', async () => {
    const guest = await provenGuest()
    const other = await newGuest({ email: 'other@example.com' })
    const theirs = await guest.client.get(paths.ticket('ro', other.number))
    const none = await guest.client.get(paths.ticket('ro', '0000-0000'))
    expect([theirs.status, none.status]).toEqual([404, 404])
    expect(theirs.text).toBe(none.text)
  })

  test('is where the addresses of its forms lead when they are asked for', async () => {
    const { client, number, link } = await provenGuest()
    const answer = await client.get(paths.resolution('ro', number))
    expect([answer.status, answer.headers.get('Location')]).toEqual([
      303,
      paths.ticket('ro', number),
    ])
    expect((await client.get(`${link}code/`)).headers.get('Location')).toBe(link)
  })

  test('reads its number in lower case and without the dash', async () => {
    const { client, number } = await provenGuest()
    const path = paths.ticket('ro', number.toLowerCase().replace('-', ''))
    expect((await client.get(path)).status).toBe(200)
  })

  test('is in no store, and sends nobody to where it leads', async () => {
    const { headers } = await ticketPage(await provenGuest())
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
    expect(headers.get('X-Request-Id')).toMatch(/\S/)
    expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
  })
})

describe('a form from elsewhere', () => {
  test.each([
    ['a foreign Origin', { Origin: 'https://evil.example', 'Sec-Fetch-Site': '' }],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sibling', { 'Sec-Fetch-Site': 'same-site' }],
    ['no page at all', { 'Sec-Fetch-Site': 'none' }],
    ['a sandbox', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
  ])('is refused: %s', async (_, headers) => {
    const guest = await provenGuest()
    const form = (await ticketPage(guest)).html.querySelector('form[action$="/resolution/"]')
    if (!form) throw new Error('No form')
    const body = new URLSearchParams({ key: hiddenFields(form)['key']?.[0] ?? '' })
    const answer = await guest.client.post(form.getAttribute('action') ?? '', body, headers)
    expect(answer.status).toBe(403)
    const ticket = (await (await callApi(`/tickets/${guest.number}`)).json()) as { status: string }
    expect(ticket.status).toBe('open')
  })

  test('is refused with neither header, and let through as Origin null of the same origin', async () => {
    const guest = await provenGuest()
    const url = new URL(paths.linkRequest('ro'), inject('origin'))
    const body = new URLSearchParams({ email: 'a@example.com', ticketId: guest.number })
    expect((await fetch(url, { method: 'POST', body })).status).toBe(403)
    const headers = { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }
    const ours = await fetch(url, { method: 'POST', body, headers, redirect: 'manual' })
    expect(ours.status).toBe(303)
  })
})

describe('asking for a new link', () => {
  test('answers the same whether address and number belong together, and mails only the stored address', async () => {
    const { client, number } = await newGuest()
    const page = await client.get(paths.linkRequest('ro'))
    const ask = (email: string, ticketId: string) =>
      client.submit(page, 'main form', { email, ticketId })
    const right = await ask('MARIA@example.com', number.toLowerCase())
    const wrong = await ask('eve@example.com', number)
    expect([right.status, wrong.status]).toEqual([303, 303])
    expect(right.headers.get('Location')).toBe(wrong.headers.get('Location'))
    expect(right.text).toBe(wrong.text)
    const again = await ask('maria@example.com', number)
    expect(again.status).toBe(303)
    const mails = await listMails(number)
    expect(mails.every(({ to }) => to.join() === 'maria@example.com')).toBe(true)
  })

  test('keeps what was typed when it can be no address', async () => {
    const client = new FormClient()
    const page = await client.get(paths.linkRequest('it'))
    const answer = await client.submit(page, 'main form', { email: 'nobody', ticketId: '12' })
    expect(answer.status).toBe(422)
    expect(alertOf(answer)).not.toBe('')
    expect(answer.html.querySelector('#email')?.getAttribute('value')).toBe('nobody')
  })
})

describe('pages', () => {
  test.each(locales)('an unknown path in %s is a 404 in its language', async (locale) => {
    for (const path of [`/${locale}/nothing/`, `/${locale}/nothing/at/all/`]) {
      const answer = await new FormClient().get(path, { 'Sec-Fetch-Mode': 'navigate' })
      expect(answer.status).toBe(404)
      expect(answer.html.querySelector('html')?.getAttribute('lang')).toBe(locale)
    }
  })

  test('a path in no locale of ours is a 404 too, and letters due later are', async () => {
    const later = [
      '/xx/',
      '/en/tickets/',
      '/en/sign-in/',
      '/staff/',
      '/editors/',
      '/api/v1/openapi.json',
      '/api/',
    ]
    for (const path of later) expect((await new FormClient().get(path)).status).toBe(404)
  })

  test('the start leads to the reader’s language', async () => {
    const client = new FormClient()
    const italian = await client.get('/', { 'Accept-Language': 'it-CH, en;q=0.5' })
    expect(italian.status).toBe(302)
    expect(italian.headers.get('Location')).toBe('/it/')
    expect(italian.headers.get('Vary')).toBe('Accept-Language, Cookie')
    client.cookies.set('locale', 'ro')
    expect((await client.get('/')).headers.get('Location')).toBe('/ro/')
  })

  test('a post to a static page is a 405', async () => {
    expect((await new FormClient().post('/ro/', new URLSearchParams())).status).toBe(405)
  })
})

test('health answers with its version', async () => {
  const answer = await fetch(new URL(paths.health, inject('origin')))
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ status: 'ok', version: product.version })
  await answerTicket((await newGuest()).number, { text: 'Still here.' })
})

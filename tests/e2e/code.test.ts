import { describe, expect, test } from 'vitest'
import { paths } from '../../src/i18n/paths.ts'
import { alertOf, FormClient } from './form-client.ts'
import { askCode, codeForm, newGuest, prove, sendForm, type Guest } from './guest.ts'
import { awaitMail, codeIn, listMails } from './mailbox.ts'

const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

async function enter({ client, link }: Guest, code: string) {
  return client.submit(await client.get(link), codeForm, { code })
}

describe('a code', () => {
  test('leaves only for a post from the page, in the browser that holds its cookie', async () => {
    const { client, link, number } = await newGuest()
    expect((await client.get(link)).status).toBe(200)
    const head = new FormClient()
    expect((await head.post(`${link}code/`, new URLSearchParams())).status).toBe(403)
    expect(await listMails(number)).toHaveLength(1)
  })

  test('sent again too early is refused with the seconds to wait, and the code field stays', async () => {
    const guest = await newGuest()
    await askCode(guest)
    const again = await guest.client.submit(await guest.client.get(guest.link), sendForm)
    expect(again.status).toBe(429)
    expect(Number(again.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(again.html.querySelector('[name=code]')).not.toBeNull()
    expect(await listMails(guest.number)).toHaveLength(2)
  })

  test('wrong five times: each says what is left, then even the right one is not compared', async () => {
    const guest = await newGuest()
    const code = await askCode(guest)
    const page = await guest.client.get(guest.link)
    for (const left of ['4', '3', '2', '1', 'nicio']) {
      const answer = await guest.client.submit(page, codeForm, { code: wrong(code) })
      expect(answer.status).toBe(422)
      expect(alertOf(answer)).toContain(left)
    }
    const right = await guest.client.submit(page, codeForm, { code })
    expect(right.status).toBe(429)
    expect(Number(right.headers.get('Retry-After'))).toBeGreaterThan(0)
  })

  test('sixty wrong ones at once: exactly five are evaluated', async () => {
    const guest = await newGuest()
    const code = await askCode(guest)
    const page = await guest.client.get(guest.link)
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => guest.client.submit(page, codeForm, { code: wrong(code) })),
    )
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(55)
  })

  test('right, tapped twice, is the same success with the same session', async () => {
    const guest = await newGuest()
    const code = await askCode(guest)
    const page = await guest.client.get(guest.link)
    const first = await guest.client.submit(page, codeForm, { code })
    const second = await guest.client.submit(page, codeForm, { code })
    expect([first.status, second.status]).toEqual([303, 303])
    const session = (answer: typeof first) =>
      answer.headers
        .getSetCookie()
        .join()
        .match(/__Host-session=[\w-]+/)?.[0]
    expect(session(first)).toBe(session(second))
    const other = await guest.client.submit(page, codeForm, { code: wrong(code) })
    expect(other.status).toBe(410)
  })

  test('fifty right ones at once open one session', async () => {
    const guest = await newGuest()
    const code = await askCode(guest)
    const page = await guest.client.get(guest.link)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => guest.client.submit(page, codeForm, { code })),
    )
    const sessions = answers
      .filter(({ status }) => status === 303)
      .map(
        ({ headers }) =>
          headers
            .getSetCookie()
            .join()
            .match(/__Host-session=[\w-]+/)?.[0],
      )
    expect(sessions.length).toBeGreaterThan(0)
    expect(new Set(sessions).size).toBe(1)
  })

  test('asked for in one browser opens nothing in another', async () => {
    const guest = await newGuest()
    const code = await askCode(guest)
    const elsewhere = new FormClient()
    await elsewhere.get(guest.link)
    const answer = await elsewhere.post(guest.link, new URLSearchParams({ code }))
    expect(answer.status).toBe(410)
    expect(elsewhere.cookies.has('__Host-session')).toBe(false)
  })

  test.each([
    [
      'with spaces, dashes and bidi marks',
      (code: string) => `\u200f ${code.slice(0, 2)} – ${code.slice(2)} `,
    ],
    [
      'in Arabic-Indic digits',
      (code: string) =>
        code.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
    ],
  ])('is understood %s', async (_, write) => {
    const guest = await newGuest()
    expect((await enter(guest, write(await askCode(guest)))).status).toBe(303)
  })

  test.each(['', '12345', 'abcdef', '1234567', '<script>', '\u{1f4a9}'.repeat(1000)])(
    'that is none (%#) costs no attempt and is kept in its field',
    async (text) => {
      const guest = await newGuest()
      const code = await askCode(guest)
      const answer = await enter(guest, text)
      expect(answer.status).toBe(422)
      expect((await enter(guest, code)).status).toBe(303)
    },
  )
})

test('a guest who has proven the address goes straight from a mail to the ticket', async () => {
  const guest = await newGuest()
  await prove(guest)
  const answer = await guest.client.get(guest.link)
  expect(answer.status).toBe(303)
  expect(answer.headers.get('Location')).toBe(paths.ticket('ro', guest.number))
  expect(codeIn(await awaitMail(guest.number, 2))).toMatch(/^\d{6}$/)
})

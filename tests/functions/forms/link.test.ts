import { describe, expect, test } from 'vitest'
import { fileOne, linkToken } from '../../desk/guest.ts'
import { browserOf, fields, openApp } from '../open-app.ts'
import { openGuestBrowser, openLinkPage, readCode } from './guest-browser.ts'

const wrong = (code: string) => (code === '000000' ? '000001' : '000000')
const sessionLine = (response: Response) =>
  response.headers.getSetCookie().find((line) => line.startsWith('__Host-session='))

async function withCode() {
  const app = await openApp()
  const ticketId = await fileOne(app.desk)
  const link = await openLinkPage(app, ticketId)
  const enter = (code: string, more: Record<string, string> = {}) =>
    link.browser.post(link.page, fields({ code, ...more }))
  return { ...app, ...link, app, ticketId, enter }
}

describe('the way in', () => {
  test('leads from the button by the code to the ticket, with a session for a day', async () => {
    const { entered, ticketPage } = await openGuestBrowser()
    expect(entered.status).toBe(303)
    expect(entered.headers.get('Location')).toBe(ticketPage)
    expect(sessionLine(entered)).toMatch(/^__Host-session=[\w-]{43}; Max-Age=86400; /)
    for (const attribute of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax'])
      expect(sessionLine(entered)?.split('; ')).toContain(attribute)
    expect(sessionLine(entered)).not.toMatch(/Domain/i)
  })

  test('is remembered for 30 days where that was ticked', async () => {
    const { code, enter } = await withCode()
    expect(sessionLine(await enter(code, { remember: 'on' }))).toContain('Max-Age=2592000')
  })

  test('forgives spaces, dashes and other digits; a double tap is the same success', async () => {
    const { code, enter } = await withCode()
    const arabic = code.replaceAll(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '')
    const first = await enter(` ${arabic.slice(0, 3)}-${arabic.slice(3)} `)
    const second = await enter(code)
    expect([first.status, second.status]).toEqual([303, 303])
    expect(sessionLine(second)?.split(';')[0]).toBe(sessionLine(first)?.split(';')[0])
  })

  test('keeps the language of the link’s page', async () => {
    const { browser, page, code } = await withCode()
    const response = await browser.post(page.replace('/ro/', '/it/'), fields({ code }))
    expect(response.headers.get('Location')).toMatch(/^\/it\/tickets\//)
  })
})

describe('no session comes of', () => {
  test('a wrong code: 422 with the attempts left, then 429 for the right one too', async () => {
    const { code, enter, pages, page } = await withCode()
    for (const count of [4, 3, 2, 1, 0]) {
      const response = await enter(wrong(code))
      expect([response.status, sessionLine(response)]).toEqual([422, undefined])
      const problem = { code: 'wrong-code', params: { count } }
      expect(pages.at(-1)).toMatchObject({ path: page, refusal: { form: 'code', problem } })
    }
    const response = await enter(code)
    expect([response.status, sessionLine(response)]).toEqual([429, undefined])
    expect(pages.at(-1)?.refusal?.problem.retryAfterSeconds).toBe(60)
  })

  test('a code that has expired or was used: 410', async () => {
    const { desk, code, enter } = await withCode()
    desk.pass(600)
    expect((await enter(code)).status).toBe(410)
    const other = await withCode()
    await other.enter(other.code)
    other.desk.pass(60)
    expect((await other.enter(other.code)).status).toBe(410)
  })

  test.each(['', '12345', '1234567', 'abcdef', '１２３', 'x'.repeat(100_000), '<script>'])(
    'what is no code, %#',
    async (code) => {
      const { enter } = await withCode()
      const response = await enter(code)
      expect([response.status, sessionLine(response)]).toEqual([422, undefined])
    },
  )

  test('the right code in another browser', async () => {
    const { app, page, code } = await withCode()
    const elsewhere = browserOf(app)
    await elsewhere.send(page)
    const response = await elsewhere.post(page, fields({ code }))
    expect([response.status, sessionLine(response)]).toEqual([410, undefined])
  })

  test('a link that does not open: 404, and nothing is sent', async () => {
    const { app, desk, ticketId } = await withCode()
    const browser = browserOf(app)
    await browser.send('/ro/link/')
    const mails = () => desk.d1.rows('SELECT * FROM outbox').length
    const before = mails()
    for (const token of ['x', await linkToken(desk, ticketId, 2), 'a'.repeat(5000)]) {
      expect((await browser.post(`/ro/link/${token}/code/`, fields({}))).status).toBe(404)
      expect((await browser.post(`/ro/link/${token}/`, fields({ code: '000000' }))).status).toBe(
        404,
      )
    }
    expect(mails()).toBe(before)
  })
})

describe('the button', () => {
  test('sends nothing for a browser without our cookie, and gives it one', async () => {
    const { app, desk, page } = await withCode()
    const scanner = browserOf(app)
    const before = desk.d1.rows('SELECT * FROM codes').length
    expect((await scanner.post(`${page}code/`, fields({}))).status).toBe(403)
    expect(desk.d1.rows('SELECT * FROM codes')).toHaveLength(before)
    expect((await scanner.post(`${page}code/`, fields({}))).status).toBe(303)
    expect(await readCode(app)).toMatch(/^\d{6}$/)
  })

  test('pressed again within a minute: 429 with the seconds to wait', async () => {
    const { browser, page, pages } = await withCode()
    const response = await browser.post(`${page}code/`, fields({}))
    expect(response.status).toBe(429)
    const refusal = { form: 'send-code', problem: { code: 'too-early', retryAfterSeconds: 60 } }
    expect(pages.at(-1)).toMatchObject({ path: page, refusal })
  })
})

describe('asking for a new link', () => {
  const ask = async (values: Record<string, string>) => {
    const { app, desk, ticketId } = await withCode()
    const browser = browserOf(app)
    await browser.send('/it/link/')
    const response = await browser.post('/it/link/', fields({ ticketId, ...values }))
    const links = desk.d1.rows("SELECT * FROM outbox WHERE kind = 'link'").length
    const names = [...response.headers.keys()].toSorted().join()
    return { links, answer: [response.status, response.headers.get('Location'), names] }
  }

  test('has one answer, whether or not address and number belong together', async () => {
    const right = await ask({ email: 'maria@example.com' })
    const others = [
      await ask({ email: 'mallory@example.com' }),
      await ask({ email: 'maria@example.com', ticketId: '0ZZZ-ZZZZ' }),
    ]
    expect(right.links).toBe(1)
    expect(right.answer.slice(0, 2)).toEqual([303, '/it/link/?asked'])
    for (const { links, answer } of others) expect([links, answer]).toEqual([0, right.answer])
  })

  test('with what can be neither is refused field by field', async () => {
    expect((await ask({ email: 'maria' })).answer[0]).toBe(422)
    expect((await ask({ email: 'maria@example.com', ticketId: 'x' })).answer[0]).toBe(422)
  })
})

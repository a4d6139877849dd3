import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { answerMail } from '../../../src/core/notifications/answer-mail.ts'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { fileOne, linkToken } from '../../desk/guest.ts'
import { badAddresses, goodAddresses } from '../../input/addresses.ts'
import { asForm } from '../../input/contract.ts'
import { corpus } from '../../input/corpora.ts'
import { runs, some } from '../../input/runs.ts'
import { anyText } from '../../input/texts.ts'
import { browserOf, fields } from '../open-app.ts'
import { expectNoFault, newVisitor, partsOf, type Visitor } from './visitor.ts'

const owner = 'the.owner@example.org'
let visitor: Visitor
let ticketId = ''

beforeAll(async () => {
  visitor = await newVisitor()
  ticketId = await fileOne(visitor.desk, { email: owner })
})

const found = (table: string) => visitor.desk.d1.rows(`SELECT count(*) AS found FROM ${table}`)
const inHeader = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, '?').trim()
// WHATWG URL resolves one or two dots, encoded or not, before anything is sent: no segment of an address is left of them.
const pathSegment = (text: string) =>
  /^\.{1,2}$/.test(text) ? '' : encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E')

describe('a code', () => {
  test('of anything but six digits is refused, kept, and costs no attempt', async () => {
    const page = `/ro/link/${await linkToken(visitor.desk, ticketId)}/`
    await visitor.browser.send(page)
    await visitor.browser.post(`${page}code/`, fields({}))
    const enter = async (code: string) => {
      if (/^\D*(?:\p{Nd}\D*){6}$/u.test(code)) return
      const response = await visitor.post(page, partsOf({ code }))
      expectNoFault(visitor, response.status)
      expect(response.status).toBe(422)
      expect(visitor.refusal()).toMatchObject({
        problem: { code: 'malformed-code', params: { count: 5 } },
        values: { code: [asForm(code)] },
      })
    }
    for (const string of some(corpus, 5)) await enter(string)
    await fc.assert(fc.asyncProperty(anyText(6), enter), runs(200, 10_000))
    expect(found('attempts')).toEqual([{ found: 0 }])
  })
})

describe('the request for a link', () => {
  test('with any address and any number mails nobody else, and keeps what is refused', async () => {
    const before = found('outbox')
    const ask = async (email: string, number: string) => {
      const response = await visitor.post('/ro/link/', partsOf({ email, ticketId: number }))
      expectNoFault(visitor, response.status)
      expect([303, 422]).toContain(response.status)
      if (response.status === 303) {
        expect(response.headers.get('Location')).toBe('/ro/link/?asked')
        return
      }
      const { values } = visitor.refusal() ?? expect.unreachable()
      expect(values['email']).toEqual([asForm(email)])
      expect(values['ticketId']).toEqual([asForm(number)])
    }
    for (const address of [...badAddresses, ...goodAddresses]) await ask(address, ticketId)
    const address = fc.oneof(anyText(254), fc.constantFrom(...badAddresses))
    const number = fc.oneof(anyText(9), fc.constant(ticketId))
    await fc.assert(fc.asyncProperty(address, number, ask), runs(200, 10_000))
    expect(found('outbox')).toEqual(before)
  })
})

describe('a path', () => {
  const paths = ['/ro/link/*/', '/ro/link/*/code/', '/ro/tickets/*/', '/ro/tickets/*/new-link/']

  test('with anything for its token or number finds nothing and is no fault', async () => {
    const open = async (text: string) => {
      const segment = pathSegment(text)
      if (segment === '' || segment === 'new') return
      for (const path of paths) {
        const response = await visitor.browser.post(path.replace('*', segment), fields({}))
        expectNoFault(visitor, response.status)
        // What reads as a number is told of the key that the form lacks, before anything is looked up.
        expect([401, 404, 422]).toContain(response.status)
      }
      const file = await visitor.browser.send(`/attachments/${segment}`)
      expect(file.status).toBe(404)
    }
    await fc.assert(fc.asyncProperty(anyText(100), open), runs(200, 10_000))
  })
})

describe('what a browser says of itself', () => {
  test('cookies, languages and origins of any kind are no fault', async () => {
    const ask = async (text: string) => {
      const value = inHeader(text)
      const cookie = ['__Host-browser', '__Host-session', 'locale', 'zone']
        .map((name) => `${name}=${value}`)
        .join('; ')
      const headers = { Cookie: cookie, 'Accept-Language': value, 'User-Agent': value }
      const home = await visitor.request('/', { headers })
      expect(home.headers.get('Location')).toMatch(/^\/(?:en|ro|it)\/$/)
      const page = await visitor.request('/ro/link/', { headers })
      expect(page.status).toBe(200)
      expect(page.headers.getSetCookie().join()).not.toContain('evil')
      const posted = { ...headers, Origin: value, 'Sec-Fetch-Site': value }
      const post = await visitor.request('/ro/link/', { method: 'POST', headers: posted })
      expectNoFault(visitor, post.status)
      expect(post.status).toBe(403)
    }
    for (const string of some(corpus, 3)) await ask(string)
    await fc.assert(fc.asyncProperty(anyText(200), ask), runs(100, 5_000))
  })

  test('a planted session opens nothing', async () => {
    const plant = async (text: string) => {
      const browser = browserOf(visitor)
      browser.cookies.set('__Host-session', encodeURIComponent(text.toWellFormed()))
      const answer = await browser.send('/attachments/0123456789abcdef0123456789abcdef')
      expect(answer.status).toBe(404)
    }
    const text = fc.oneof(anyText(43), fc.stringMatching(/^[\w-]{43}$/))
    await fc.assert(fc.asyncProperty(text, plant), runs(100, 5_000))
  })
})

describe('an incoming mail', () => {
  const pass = 'mx.example.com; dmarc=pass header.from=example.com'

  test('with any header is no fault, and answered to the stored address alone', async () => {
    const header = fc.oneof(anyText(200), fc.constantFrom(...goodAddresses, ...badAddresses))
    const maybe = fc.option(header, { nil: undefined })
    const mail = fc.record({
      envelopeFrom: header,
      from: fc.oneof(header, fc.constant(`Owner <${owner}>`)),
      subject: fc.oneof(
        header,
        header.map((text) => `${text} ${ticketId.slice(0, 4)}-${ticketId.slice(4)}`),
      ),
      authenticationResults: fc.oneof(fc.constant(pass), header),
      autoSubmitted: maybe,
      precedence: maybe,
      fromList: fc.boolean(),
    })
    const receive = async (incoming: Parameters<typeof answerMail>[1]) => {
      await answerMail(visitor.desk, incoming)
      await deliver(visitor.desk)
    }
    await fc.assert(fc.asyncProperty(mail, receive), runs(400, 20_000))
    const { sent } = visitor.desk.mailSender
    expect(new Set(sent.map(({ to }) => to))).toEqual(new Set([owner]))
  })
})

import { expect } from 'vitest'
import { openTicket } from '../../../src/core/tickets/open-ticket.ts'
import { formatTicketNumber, parseTicketNumber } from '../../../src/core/ticket-number.ts'
import { linkToken } from '../../desk/guest.ts'
import { readCode } from '../forms/guest-browser.ts'
import { boundary, multipartBody, type Part } from '../multipart.ts'
import { apiOf, apiToken, browserOf, fields, openApp, type TestApp } from '../open-app.ts'

export type Typed = Record<string, string>

let serial = 0

/** A key that no form had before. */
export function nextKey(): string {
  return `key-of-one-form-${String((serial += 1)).padStart(6, '0')}`
}

/** A browser that types whatever it is told, byte for byte, and reads it back wherever it shows. */
export function openVisitor(app: TestApp) {
  const browser = browserOf(app)
  const call = apiOf(app)

  const post = (path: string, parts: Part[]) =>
    browser.send(path, {
      method: 'POST',
      body: multipartBody(parts),
      headers: {
        'Sec-Fetch-Site': 'same-origin',
        'Content-Type': `multipart/form-data; boundary=${boundary}`,
      },
    })

  /** The refusal that the last page was rendered with. */
  const refusal = () => app.pages.at(-1)?.refusal

  const read = async (path: string) => {
    await browser.send(path)
    const { desk, viewer } = app.pages.at(-1) ?? expect.unreachable()
    return openTicket(desk, viewer, parseTicketNumber(path.split('/')[3] ?? '') ?? '')
  }

  const readByApi = async (path: string) => {
    const number = path.split('/')[3] ?? ''
    const ticket = await call('GET', `/tickets/${number}`)
    const messages = await call('GET', `/tickets/${number}/messages`)
    return {
      ticket: (await ticket.json()) as Record<string, unknown>,
      messages: ((await messages.json()) as { items: Record<string, unknown>[] }).items,
    }
  }

  const prove = async (ticketId: string, generation = 1) => {
    const page = `/ro/link/${await linkToken(app.desk, ticketId, generation)}/`
    await browser.send(page)
    await browser.post(`${page}code/`, fields({}))
    const entered = await browser.post(page, fields({ code: await readCode(app) }))
    expect(entered.status).toBe(303)
    return `/ro/tickets/${formatTicketNumber(ticketId)}/`
  }

  return { ...app, app, browser, call, post, refusal, read, readByApi, prove }
}

export type Visitor = ReturnType<typeof openVisitor>

/** A desk of its own, and a browser that has been on its pages. */
export async function newVisitor(): Promise<Visitor> {
  const visitor = openVisitor(await openApp())
  await visitor.browser.send('/ro/tickets/new/')
  return visitor
}

/** A form's fields as parts. */
export function partsOf(typed: Typed): Part[] {
  return Object.entries(typed).map(([name, content]) => ({ name, content }))
}

/** A file's part; its name escaped as browsers do (HTML, multipart form data). */
export function filePart(fileName: string, content: string | Uint8Array): Part {
  const escaped = fileName.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return { name: 'files', fileName: escaped, content }
}

/** What a page has to say of a problem goes through here, so that none is a fault of ours. */
export function expectNoFault(visitor: Visitor, status: number): void {
  expect(status).toBeLessThan(500)
  expect(visitor.desk.logged.filter(({ event }) => event === 'fault')).toEqual([])
}

/** One call of the API with a body of these characters; a refusal is problem+json with a code. */
export async function sendJson(
  visitor: Visitor,
  call: { method: string; path: string; body: string; headers: Record<string, string> },
) {
  const { method, path, body, headers } = call
  const response = await visitor.request(`/api/v1${path}`, {
    method,
    body,
    headers: {
      Authorization: `Bearer ${apiToken}`,
      'Content-Type': 'application/json',
      ...headers,
    },
  })
  expectNoFault(visitor, response.status)
  const answer = (await response.json()) as Record<string, unknown>
  if (response.status >= 400) {
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(answer).toMatchObject({ status: response.status, code: expect.any(String) })
  }
  return { status: response.status, answer }
}

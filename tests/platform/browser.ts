import { env } from 'cloudflare:workers'
import { createApp } from '../../functions/app.ts'
import type { Health } from '../../functions/environment.ts'
import type { Desk } from '../../src/core/desk.ts'
import { problemToStatus } from '../../src/core/problem-status.ts'
import type { ProblemCode } from '../../src/core/problem.ts'
import type { FormValues } from '../../src/core/refusal.ts'
import type { StoredFile } from '../../src/core/tickets/ticket.ts'

const origin = 'http://localhost:8787'

/** What a post was answered with; of a refusal everything that its page is given. */
export interface Answer {
  status: number
  location: string | undefined
  code?: ProblemCode
  params?: Record<string, string | number>
  retryAfterSeconds?: number
  values?: FormValues
  files?: StoredFile[]
}

const wellNow = async (): Promise<Health> => ({ status: 'ok', version: 'test' })

/** The product's routes over a desk; in place of Astro's pages there is what they would be given. */
export function openApp(desk: Desk, health = wellNow) {
  return createApp({
    openDesk: async () => desk,
    renderPage: async (_, __, { refusal, problem }) => {
      const shown = refusal?.problem ?? problem
      if (!shown) return new Response('a page')
      const { code, params, retryAfterSeconds } = shown
      const kept = { values: refusal?.values, files: refusal?.files }
      return Response.json(
        { code, params, retryAfterSeconds, ...kept },
        { status: problemToStatus(shown) },
      )
    },
    openSearch: async () => ({ find: () => [], topics: [] }),
    mayPost: async () => true,
    apiTokens: () => [env.API_TOKEN],
    health,
  })
}

export type App = ReturnType<typeof openApp>
export type Fields = Record<string, string | string[] | File[]>

/** A browser with its cookies and nothing else: no script runs in it. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #app: App

  constructor(app: App) {
    this.#app = app
  }

  /** Opens a page, which gives the browser its own cookie. */
  async open(path: string): Promise<Response> {
    return this.#send(path, { headers: this.#headers() })
  }

  /** Sends a form as a browser does: with files as multipart, else urlencoded. */
  async post(path: string, fields: Fields): Promise<Answer> {
    const response = await this.#send(path, {
      method: 'POST',
      headers: { ...this.#headers(), 'Sec-Fetch-Site': 'same-origin' },
      body: fieldsToBody(fields),
    })
    const location = response.headers.get('Location') ?? undefined
    const isRefusal = response.status >= 400
    return { status: response.status, location, ...(isRefusal && (await response.json<Answer>())) }
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const response = await this.#app.request(origin + path, init)
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.cookies.set(name, value)
    }
    return response
  }

  #headers(): Record<string, string> {
    const cookies = [...this.cookies].map(([name, value]) => `${name}=${value}`)
    return { Cookie: cookies.join('; ') }
  }
}

function fieldsToBody(fields: Fields): FormData | URLSearchParams {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string | File] => [name, one]),
  )
  const hasFiles = pairs.some(([, value]) => value instanceof File)
  if (!hasFiles) return new URLSearchParams(pairs as [string, string][])
  const form = new FormData()
  for (const [name, value] of pairs) form.append(name, value as Blob)
  return form
}

/** One call of the API with the token. */
export async function callApi(app: App, path: string, init: { body: unknown; key?: string }) {
  const headers = { Authorization: `Bearer ${env.API_TOKEN}`, 'Content-Type': 'application/json' }
  const response = await app.request(origin + path, {
    method: 'POST',
    headers: { ...headers, ...(init.key && { 'Idempotency-Key': init.key }) },
    body: JSON.stringify(init.body),
  })
  const retryAfterSeconds = Number(response.headers.get('Retry-After'))
  const body = await response.json<Record<string, unknown>>()
  return { status: response.status, retryAfterSeconds, body }
}

import { createApp } from '../../functions/app.ts'
import type { PageLocals, Surroundings } from '../../functions/environment.ts'
import { problemToStatus } from '../../src/core/problem-status.ts'
import { openMemoryDesk, type MemoryDesk } from '../desk/open-memory-desk.ts'

export const origin = 'http://localhost:8787'
export const apiToken = 'api-token-of-at-least-32-characters'

/** A page that Astro would have rendered. */
export interface RenderedPage extends PageLocals {
  request: Request
  path: string
}

export interface TestApp {
  desk: MemoryDesk
  /** What was handed to Astro, in order. */
  pages: RenderedPage[]
  request(path: string, init?: RequestInit): Promise<Response>
}

/** The app over a desk in memory; instead of Astro a stub that records what it is asked for. */
export async function openApp(changes: Partial<Surroundings> = {}): Promise<TestApp> {
  const desk = await openMemoryDesk()
  const pages: RenderedPage[] = []
  const app = createApp({
    openDesk: async () => desk,
    renderPage: async (_, request, locals) => {
      pages.push({ ...locals, request, path: new URL(request.url).pathname })
      const problem = locals.refusal?.problem ?? locals.problem
      const headers = { 'Content-Type': 'text/html' }
      return new Response('<p>page</p>', {
        status: problem ? problemToStatus(problem) : 200,
        headers,
      })
    },
    mayPost: async () => true,
    apiTokens: () => [apiToken],
    health: async () => ({ status: 'ok', version: '1' }),
    openSearch: async () => ({ find: () => [], topics: [] }),
    ...changes,
  })
  return { desk, pages, request: async (path, init) => app.request(origin + path, init) }
}

export type ApiCall = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Response>

/** Calls of a program that holds the token. */
export function apiOf({ request }: TestApp): ApiCall {
  return (method, path, body, headers = {}) =>
    request(`/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${apiToken}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
}

/** A browser: keeps its cookies, and says of its posts where they come from. */
export function browserOf({ request }: TestApp) {
  const cookies = new Map<string, string>()
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('Cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
    return keep(await request(path, { ...init, headers }))
  }
  const post = (path: string, body: FormData | URLSearchParams) =>
    send(path, { method: 'POST', body, headers: { 'Sec-Fetch-Site': 'same-origin' } })
  return { cookies, send, post }
}

/** A form's fields, `application/x-www-form-urlencoded`. */
export function fields(values: Record<string, string>): URLSearchParams {
  return new URLSearchParams(values)
}

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { apiOf, openApp } from './open-app.ts'

const answers: [string, string, RequestInit?][] = [
  ['a redirect', '/'],
  ['a page', '/ro/link/'],
  ['a ticket without a session', '/ro/tickets/7K3F-Q2MD/'],
  ['a page that is not there', '/ro/nowhere/at-all/'],
  ['a file that is not there', `/attachments/${'0'.repeat(32)}`],
  ['a foreign post', '/ro/link/', { method: 'POST', headers: { Origin: 'https://evil.example' } }],
  ['health', '/api/health'],
  ['the API without a token', '/api/v1/tickets'],
]

/** Header lines of `public/_headers` that stand on every static answer. */
function staticHeaders(): Headers {
  const [, block = ''] =
    /^\/\*\n((?: {2}.*\n)+)/m.exec(readFileSync('public/_headers', 'utf8')) ?? []
  const lines = block.trimEnd().split('\n')
  return new Headers(
    lines.map(
      (line) =>
        line
          .trim()
          .split(/:\s+(.*)/s)
          .slice(0, 2) as [string, string],
    ),
  )
}

async function headersOf([, path, init]: [string, string, RequestInit?]): Promise<Headers> {
  const { request } = await openApp()
  return (await request(path, init)).headers
}

const all: [string, () => Headers | Promise<Headers>][] = [
  ...answers.map((each): [string, () => Promise<Headers>] => [each[0], () => headersOf(each)]),
  ['a static answer', staticHeaders],
]

describe.each(all)('%s', (_, open) => {
  test('runs, frames and loads nothing foreign', async () => {
    const policy = (await open()).get('Content-Security-Policy') ?? ''
    const directives = new Map(policy.split(/;\s*/).map((each) => [each.split(' ')[0], each]))
    expect(directives.get('default-src')).toBe("default-src 'none'")
    expect(directives.get('script-src')).toBe("script-src 'self'")
    expect(directives.get('style-src')).toBe("style-src 'self'")
    expect(directives.get('base-uri')).toBe("base-uri 'none'")
    expect(directives.get('object-src')).toBe("object-src 'none'")
    expect(directives.get('form-action')).toBe("form-action 'self'")
    expect(directives.get('frame-ancestors')).toBe("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  })

  test('is never sniffed, sent in clear, shared with another origin or named to one', async () => {
    const headers = await open()
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    const hsts = /^max-age=(\d+); includeSubDomains/.exec(
      headers.get('Strict-Transport-Security') ?? '',
    )
    expect(Number(hsts?.[1])).toBeGreaterThanOrEqual(31_536_000)
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
    expect(headers.get('Referrer-Policy')).toMatch(
      /^(?:same-origin|strict-origin-when-cross-origin)$/,
    )
  })
})

test.each(['/ro/link/', '/ro/tickets/new/', '/ro/tickets/7K3F-Q2MD/', '/api/health'])(
  '%s is not kept by any cache',
  async (path) => {
    const headers = await headersOf(['', path])
    expect(headers.get('Cache-Control')).toMatch(/\bno-store\b/)
  },
)

test.each(['/tickets', '/tickets/7K3F-Q2MD', '/nothing'])(
  'what the API says at %s is not kept by any cache',
  async (path) => {
    const answer = await apiOf(await openApp())('GET', path)
    expect(answer.headers.get('Cache-Control')).toMatch(/\bno-store\b/)
  },
)

test('a page says how its letters are encoded', async () => {
  const headers = await headersOf(['', '/ro/link/'])
  expect(headers.get('Content-Type')).toBe('text/html; charset=utf-8')
})

import { createMiddleware } from 'hono/factory'
import type { Environment } from '../environment.ts'

/** On every answer of the Worker; static answers have theirs from `public/_headers`. */
const securityHeaders = Object.entries({
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy':
    'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
})

// A file runs nothing, whatever is in it.
const sandbox =
  "default-src 'none'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"

/** What every answer says of itself. */
export const answerHeaders = createMiddleware<Environment>(async function answerHeaders(c, next) {
  await next()
  const { headers } = c.res
  for (const [name, value] of securityHeaders) headers.set(name, value)
  headers.set('X-Request-Id', c.get('requestId'))
  // The Worker answers one person at a time: no cache keeps what says nothing else about itself.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  // Astro leaves the encoding of its pages to be guessed.
  if (headers.get('Content-Type') === 'text/html') {
    headers.set('Content-Type', 'text/html; charset=utf-8')
  }
  if (headers.has('Content-Disposition')) headers.set('Content-Security-Policy', sandbox)
})

/** Adds the cookies that the request earned; answers about people are never stored. */
export function personalAnswer() {
  return createMiddleware<Environment>(async function personalAnswer(c, next) {
    await next()
    const { headers } = c.res
    headers.set('Cache-Control', 'no-store')
    for (const cookie of c.get('cookies') ?? []) headers.append('Set-Cookie', cookie)
  })
}

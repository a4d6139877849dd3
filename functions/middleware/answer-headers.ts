import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { Environment } from '../environment.ts'

const self = ["'self'"]
const none = ["'none'"]

/** The headers of every answer the Worker makes. Static pages have the same from `public/_headers`. */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: none,
    scriptSrc: self,
    styleSrc: self,
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: self,
    connectSrc: self,
    manifestSrc: self,
    formAction: self,
    objectSrc: none,
    baseUri: none,
    frameAncestors: none,
  },
  strictTransportSecurity: 'max-age=63072000; includeSubDomains; preload',
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  xXssProtection: false,
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
  permissionsPolicy: {
    camera: [],
    geolocation: [],
    microphone: [],
    payment: [],
    usb: [],
    browsingTopics: [],
  },
})

// A file runs nothing, whatever is in it.
const sandbox =
  "default-src 'none'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"

/** What every answer says of itself. Stands before `securityHeaders`, whose policy it replaces for files. */
export const answerHeaders = createMiddleware<Environment>(async function answerHeaders(c, next) {
  await next()
  const { headers } = c.res
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

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

/** A file runs nothing, whatever is in it: stands before `securityHeaders`, whose policy it replaces. */
export const sandboxFiles = createMiddleware<Environment>(async function sandboxFiles(c, next) {
  await next()
  if (!c.res.headers.has('Content-Disposition')) return
  c.res.headers.set(
    'Content-Security-Policy',
    "default-src 'none'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
  )
})

/** Astro leaves the encoding of its pages to be guessed. */
export const nameEncoding = createMiddleware<Environment>(async function nameEncoding(c, next) {
  await next()
  if (c.res.headers.get('Content-Type') !== 'text/html') return
  c.res.headers.set('Content-Type', 'text/html; charset=utf-8')
})

/** The Worker answers one person at a time: no cache keeps what says nothing else about itself. */
export const neverStored = createMiddleware<Environment>(async function neverStored(c, next) {
  await next()
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
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

import { createMiddleware } from 'hono/factory'
import { getCookie } from 'hono/cookie'
import { deviceKind } from '../../src/core/access/device.ts'
import { bytesToBase64url, digest } from '../../src/core/token.ts'
import {
  browserCookie,
  localeCookie,
  sessionCookie,
  setBrowserCookie,
  setLocaleCookie,
  zoneCookie,
} from '../cookies.ts'
import { pathToLocale } from '../../src/i18n/locales.ts'
import type { Environment, RouteContext, Surroundings } from '../environment.ts'

/** Finds out once who asks. Pages of forms give a browser that has none a cookie of its own. */
export function identifyViewer(openDesk: Surroundings['openDesk']) {
  return createMiddleware<Environment>(async function identifyViewer(c, next) {
    const desk = await openDesk(c)
    const cookies = getCookie(c)
    const browserId = opaque(cookies[browserCookie])
    const sessionId = opaque(cookies[sessionCookie])
    const known = browserId ?? bytesToBase64url(desk.random(32))
    c.set('desk', desk)
    c.set('cookies', [])
    c.set('timeZone', timeZoneOf(c, cookies[zoneCookie]))
    c.set('viewer', {
      browserHash: await digest(known),
      sessionHash: sessionId && (await digest(sessionId)),
      device: deviceKind(c.req.header('User-Agent')),
      hasCookie: browserId !== undefined,
    })
    if (!browserId) setBrowserCookie(c, known)
    rememberLocale(c, cookies[localeCookie])
    await next()
  })
}

function rememberLocale(c: RouteContext, remembered: string | undefined): void {
  const locale = pathToLocale(c.req.path)
  if (locale && remembered !== locale) setLocaleCookie(c, locale)
}

// Ours are 43 characters of base64url; whatever else stands there was planted or mangled.
function opaque(value: string | undefined): string | undefined {
  return value && /^[\w-]{43}$/.test(value) ? value : undefined
}

function timeZoneOf(c: RouteContext, remembered: string | undefined): string {
  const { cf } = c.req.raw as Request & { cf?: { timezone?: unknown } }
  const guess = remembered ?? cf?.timezone
  return typeof guess === 'string' && isTimeZone(guess) ? guess : 'UTC'
}

// To try a name costs more than the rest of this file: those that were good are remembered, up to a limit.
const maxKnownZones = 1000
const knownZones = new Set<string>()

function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    return false
  }
  if (knownZones.size < maxKnownZones) knownZones.add(name)
  return true
}

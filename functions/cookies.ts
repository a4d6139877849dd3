import { serialize } from 'hono/utils/cookie'
import { cookieSeconds } from '../src/core/access/session.ts'
import type { Locale } from '../src/i18n/locales.ts'
import type { RouteContext } from './environment.ts'

// RFC 6265bis §4.1.3.2: the prefix binds a cookie to this host, this path and TLS, whatever a sibling host sets.
export const browserCookie = '__Host-browser'
export const sessionCookie = '__Host-session'
export const localeCookie = 'locale'
/** The reader's time zone, written by the ticket page's script. */
export const zoneCookie = 'zone'

const yearSeconds = 365 * 86_400

/** Remembers the browser itself: challenges, keys and drafts are bound to it. */
export function setBrowserCookie(c: RouteContext, browserId: string): void {
  setCookie(c, browserCookie, browserId, yearSeconds)
}

/** Remembers the language of the page, for the next visit of `/`. */
export function setLocaleCookie(c: RouteContext, locale: Locale): void {
  setCookie(c, localeCookie, locale, yearSeconds)
}

/** Gives the browser its guest session. */
export function setSessionCookie(c: RouteContext, sessionId: string, remembered: boolean): void {
  setCookie(c, sessionCookie, sessionId, cookieSeconds(remembered))
}

/** Takes the guest session's cookie away. */
export function dropSessionCookie(c: RouteContext): void {
  setCookie(c, sessionCookie, '', 0)
}

function setCookie(c: RouteContext, name: string, value: string, maxAge: number): void {
  const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax', maxAge } as const
  c.get('cookies').push(serialize(name, value, options))
}

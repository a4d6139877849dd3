import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import type { FormClient } from '../form-client.ts'
import type { ActorName } from './row.ts'

/** What somebody brings along with every request, and with what changes something besides. */
export interface Actor {
  headers: Record<string, string>
  withPosts: Record<string, string>
}

const ours = () => ({ Origin: inject('origin'), 'Sec-Fetch-Site': 'same-origin' })
const theirs = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
const scannerAgent = 'Mozilla/5.0 (compatible; LinkScan/2.1)'

type Browsers = Record<
  'linkHolder' | 'filer' | 'formerFiler' | 'guest' | 'otherGuest' | 'expired' | 'revoked',
  FormClient
>

/** Everybody who may come, given the browsers of those who have been here before. */
export function toActors(browsers: Browsers): Record<ActorName, Actor> {
  const guestBrowser = `__Host-browser=${browsers.guest.cookies.get('__Host-browser') ?? ''}`
  const guest = cookiesOf(browsers.guest)
  return {
    nobody: { headers: {}, withPosts: ours() },
    linkHolder: browser(browsers.linkHolder),
    filer: browser(browsers.filer),
    formerFiler: browser(browsers.formerFiler),
    guest: browser(browsers.guest),
    otherGuest: browser(browsers.otherGuest),
    expired: browser(browsers.expired),
    revoked: browser(browsers.revoked),
    plantedSession: withCookies(`__Host-browser=${madeUp()}; __Host-session=${madeUp()}`),
    plantedBrowser: withCookies(guestBrowser),
    apiRight: { headers: { Authorization: `Bearer ${inject('apiToken')}` }, withPosts: {} },
    apiWrong: { headers: { Authorization: `Bearer ${madeUp()}` }, withPosts: {} },
    crossSite: { headers: { Cookie: guest, 'Sec-Fetch-Site': 'cross-site' }, withPosts: theirs },
    scanner: { headers: { 'User-Agent': scannerAgent }, withPosts: ours() },
    bot: { headers: {}, withPosts: {} },
  }
}

function browser(client: FormClient): Actor {
  return withCookies(cookiesOf(client))
}

function withCookies(Cookie: string): Actor {
  return { headers: { Cookie }, withPosts: ours() }
}

// Without the language: `/` then answers everyone alike.
function cookiesOf({ cookies }: FormClient): string {
  const kept = [...cookies].filter(([name]) => name.startsWith('__Host-'))
  return kept.map((pair) => pair.join('=')).join('; ')
}

function madeUp(): string {
  return randomBytes(32).toString('base64url')
}

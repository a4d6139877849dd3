import { parse, type HTMLElement } from 'node-html-parser'
import { parsePolicy } from './policy.ts'

export interface Answer {
  /** As it would be on HTTPS. */
  url: string
  headers: Headers
  body: string
}

/** Who else's pages may read the answer. */
export function sharingToResult(headers: Headers): string {
  const base = 'cross-origin-resource-sharing'
  const allowed = headers.get('Access-Control-Allow-Origin')
  if (!allowed) return `${base}-not-implemented`
  if (allowed === '*') return `${base}-implemented-with-public-access`
  const withCredentials = headers.get('Access-Control-Allow-Credentials') === 'true'
  return `${base}-implemented-with-${withCredentials ? 'universal' : 'restricted'}-access`
}

/** Whether it leads off HTTPS. */
export function redirectionToResult({ url, headers }: Answer): string {
  const target = new URL(headers.get('Location') ?? url, url)
  return target.protocol === 'https:' ? 'redirection-to-https' : 'redirection-not-to-https'
}

const privatePolicies = /^(no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin)$/
const openPolicies = /^(origin|origin-when-cross-origin|unsafe-url|no-referrer-when-downgrade)$/

/** The last policy that is one counts. */
export function referrerToResult(header: string | null): string {
  if (header === null) return 'referrer-policy-not-implemented'
  const policies = header.split(',').map((policy) => policy.trim().toLowerCase())
  const last = policies.findLast((each) => privatePolicies.test(each) || openPolicies.test(each))
  if (!last) return 'referrer-policy-header-invalid'
  return privatePolicies.test(last) ? 'referrer-policy-private' : 'referrer-policy-unsafe'
}

/** Half a year is 180 days to the scanner. */
export function transportToResult(header: string | null): string {
  if (header === null) return 'hsts-not-implemented'
  const [, seconds] = /(?:^|;)\s*max-age=(\d+)\s*(?:;|$)/i.exec(header) ?? []
  if (!seconds || header.includes(',')) return 'hsts-header-invalid'
  const isLong = Number(seconds) >= 15_552_000
  return `hsts-implemented-max-age-${isLong ? 'at-least' : 'less-than'}-six-months`
}

/** Where a page's scripts come from, and whether their digests are fixed. */
export function scriptsToResult({ url, headers, body }: Answer): string {
  if (!/^text\/html\b/.test(headers.get('Content-Type') ?? '')) {
    return 'sri-not-implemented-response-not-html'
  }
  const scripts = parse(body).querySelectorAll('script')
  if (scripts.length === 0) return 'sri-not-implemented-but-no-scripts-loaded'
  const loaded = scripts.map((script) => scriptToResult(script, url))
  const worst = worstScriptFirst.find((result) => loaded.includes(result))
  return worst ?? 'sri-not-implemented-but-all-scripts-loaded-from-secure-origin'
}

const worstScriptFirst = [
  'sri-not-implemented-and-external-scripts-not-loaded-securely',
  'sri-implemented-but-external-scripts-not-loaded-securely',
  'sri-not-implemented-but-external-scripts-loaded-securely',
  'sri-implemented-and-external-scripts-loaded-securely',
  'sri-implemented-and-all-scripts-loaded-securely',
]

// An address without a scheme counts as insecure and foreign, as the scanner has it.
function scriptToResult(script: HTMLElement, url: string): string | undefined {
  const source = script.getAttribute('src')
  if (!source) return undefined
  const hasDigest = Boolean(script.getAttribute('integrity'))
  const isRelative = !/^(https?:)?\/\//.test(source)
  const isOwn =
    isRelative || (source.startsWith('https:') && new URL(source).host === new URL(url).host)
  if (isOwn) return hasDigest ? 'sri-implemented-and-all-scripts-loaded-securely' : undefined
  const base = hasDigest ? 'sri-implemented' : 'sri-not-implemented'
  if (!source.startsWith('https:')) {
    return `${base}-${hasDigest ? 'but' : 'and'}-external-scripts-not-loaded-securely`
  }
  return `${base}-${hasDigest ? 'and' : 'but'}-external-scripts-loaded-securely`
}

/** `nosniff` or nothing. */
export function sniffingToResult(header: string | null): string {
  if (header === null) return 'x-content-type-options-not-implemented'
  const isKnown = header.trim().toLowerCase() === 'nosniff'
  return `x-content-type-options-${isKnown ? 'nosniff' : 'header-invalid'}`
}

/** `frame-ancestors` of the policy goes before the header of its own. */
export function framesToResult(headers: Headers): string {
  const policy = parsePolicy(headers.get('Content-Security-Policy') ?? '')
  if (policy?.has('frame-ancestors')) return 'x-frame-options-implemented-via-csp'
  const header = headers.get('X-Frame-Options')?.trim().toLowerCase()
  if (!header) return 'x-frame-options-not-implemented'
  if (/^(deny|sameorigin)$/.test(header)) return 'x-frame-options-sameorigin-or-deny'
  const isOld = header.startsWith('allow-from')
  return `x-frame-options-${isOld ? 'allow-from-origin' : 'header-invalid'}`
}

/** Who else's pages may load the answer. */
export function resourcePolicyToResult(header: string | null): string {
  if (header === null) return 'corp-not-implemented'
  const scope = header.trim().toLowerCase()
  const isKnown = /^(same-origin|same-site|cross-origin)$/.test(scope)
  return isKnown ? `corp-implemented-with-${scope}` : 'corp-header-invalid'
}

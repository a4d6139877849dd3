import { cookiesToResult } from './cookie-results.ts'
import * as results from './header-results.ts'
import { policyToResult } from './policy.ts'

/** What the HTTP Observatory's scanner (algorithm 5, October 2025) adds for each result; its score begins at 100. */
const modifiers: Record<string, number> = {
  'csp-implemented-with-no-unsafe-default-src-none': 10,
  'csp-implemented-with-no-unsafe': 5,
  'csp-implemented-with-unsafe-inline-in-style-src-only': 0,
  'csp-implemented-with-insecure-scheme-in-passive-content-only': -10,
  'csp-implemented-with-unsafe-eval': -10,
  'csp-implemented-with-unsafe-inline': -20,
  'csp-implemented-with-insecure-scheme': -20,
  'csp-header-invalid': -25,
  'csp-not-implemented': -25,
  'cookies-secure-with-httponly-sessions-and-samesite': 5,
  'cookies-secure-with-httponly-sessions': 0,
  'cookies-not-found': 0,
  'cookies-without-secure-flag-but-protected-by-hsts': -5,
  'cookies-session-without-secure-flag-but-protected-by-hsts': -10,
  'cookies-without-secure-flag': -20,
  'cookies-samesite-flag-invalid': -20,
  'cookies-anticsrf-without-samesite-flag': -20,
  'cookies-session-without-httponly-flag': -30,
  'cookies-session-without-secure-flag': -40,
  'cross-origin-resource-sharing-not-implemented': 0,
  'cross-origin-resource-sharing-implemented-with-public-access': 0,
  'cross-origin-resource-sharing-implemented-with-restricted-access': 0,
  'cross-origin-resource-sharing-implemented-with-universal-access': -50,
  'redirection-to-https': 0,
  'redirection-not-to-https': -20,
  'referrer-policy-private': 5,
  'referrer-policy-not-implemented': 0,
  'referrer-policy-unsafe': -5,
  'referrer-policy-header-invalid': -5,
  'hsts-preloaded': 5,
  'hsts-implemented-max-age-at-least-six-months': 0,
  'hsts-implemented-max-age-less-than-six-months': -10,
  'hsts-not-implemented': -20,
  'hsts-header-invalid': -20,
  'sri-implemented-and-all-scripts-loaded-securely': 5,
  'sri-implemented-and-external-scripts-loaded-securely': 5,
  'sri-not-implemented-response-not-html': 0,
  'sri-not-implemented-but-no-scripts-loaded': 0,
  'sri-not-implemented-but-all-scripts-loaded-from-secure-origin': 0,
  'sri-not-implemented-but-external-scripts-loaded-securely': -5,
  'sri-implemented-but-external-scripts-not-loaded-securely': -20,
  'sri-not-implemented-and-external-scripts-not-loaded-securely': -50,
  'x-content-type-options-nosniff': 0,
  'x-content-type-options-not-implemented': -5,
  'x-content-type-options-header-invalid': -5,
  'x-frame-options-implemented-via-csp': 5,
  'x-frame-options-sameorigin-or-deny': 5,
  'x-frame-options-allow-from-origin': 0,
  'x-frame-options-not-implemented': -20,
  'x-frame-options-header-invalid': -20,
  'corp-implemented-with-same-origin': 10,
  'corp-implemented-with-same-site': 10,
  'corp-implemented-with-cross-origin': 0,
  'corp-not-implemented': 0,
  'corp-header-invalid': -5,
}
/** Bonuses count for who has at least this much without them. */
const bonusFrom = 90

/** Scores an answer by the published rules as if it came over HTTPS from a site on no preload list. */
export function scoreAnswer(answer: results.Answer): { points: number; results: string[] } {
  const { headers } = answer
  const found = [
    policyToResult(headers.get('Content-Security-Policy')),
    cookiesToResult(headers),
    results.sharingToResult(headers),
    results.redirectionToResult(answer),
    results.referrerToResult(headers.get('Referrer-Policy')),
    results.transportToResult(headers.get('Strict-Transport-Security')),
    results.scriptsToResult(answer),
    results.sniffingToResult(headers.get('X-Content-Type-Options')),
    results.framesToResult(headers),
    results.resourcePolicyToResult(headers.get('Cross-Origin-Resource-Policy')),
  ]
  return { points: resultsToPoints(found), results: found }
}

/** 100 less every penalty; bonuses on top for who still has 90. */
export function resultsToPoints(found: string[]): number {
  const values = found.map((result) => {
    const modifier = modifiers[result]
    if (modifier === undefined) throw new Error(`No points are known for ${result}`)
    return modifier
  })
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
  const base = 100 + sum(values.filter((value) => value < 0))
  return Math.max(0, base >= bonusFrom ? 100 + sum(values) : base)
}

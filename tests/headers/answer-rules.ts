import { inlineParts } from './markup.ts'
import type { Answer } from './header-results.ts'
import { scoreAnswer } from './observatory.ts'
import { parsePolicy } from './policy.ts'

export interface AnswerClass {
  /** It is about a person, or behind a token: no cache may keep it. */
  personal: boolean
  /** A file somebody sent. */
  file?: boolean
}

/** The least number of points an answer of any kind has. */
export const fewestPoints = 130

/** What an answer lacks of the headers each of its class carries; empty where it is as it should be. */
export function missingRules(answer: Answer, { personal, file = false }: AnswerClass): string[] {
  const { headers, body } = answer
  const isHtml = /^text\/html\b/.test(headers.get('Content-Type') ?? '')
  const { points, results } = scoreAnswer(answer)
  return [
    ...missingSources(headers.get('Content-Security-Policy') ?? '', file),
    ...plainRules.flatMap(([name, rule]) => (rule.test(headers.get(name) ?? '') ? [] : [name])),
    ...(personal && headers.get('Referrer-Policy') !== 'same-origin' ? ['Referrer-Policy'] : []),
    ...(personal && !/\bno-store\b/.test(headers.get('Cache-Control') ?? '') ? ['no-store'] : []),
    ...(isHtml ? inlineParts(body) : []),
    ...(points < fewestPoints ? [`${points} points: ${results.join(', ')}`] : []),
  ]
}

const closed = ["'none'"]
const own = ["'self'"]
const sources: Record<string, string[]> = {
  'default-src': closed,
  'object-src': closed,
  'base-uri': closed,
  'frame-ancestors': closed,
  'form-action': own,
}

function missingSources(header: string, file: boolean): string[] {
  const policy = parsePolicy(header)
  const missing = Object.entries(sources).flatMap(([name, wanted]) =>
    [...(policy?.get(name) ?? [])].join(' ') === wanted.join(' ') ? [] : [name],
  )
  const unsafe = [...header.matchAll(/'unsafe-[\w-]+'/g)].map(([source]) => source)
  return [...missing, ...unsafe, ...(file && !policy?.has('sandbox') ? ['sandbox'] : [])]
}

const plainRules: [name: string, rule: RegExp][] = [
  ['Strict-Transport-Security', /^max-age=\d{8,}; includeSubDomains/],
  ['X-Content-Type-Options', /^nosniff$/],
  ['X-Frame-Options', /^DENY$/],
  ['Cross-Origin-Opener-Policy', /^same-origin$/],
  ['Cross-Origin-Resource-Policy', /^same-origin$/],
  ['Permissions-Policy', /^(?=.*camera=\(\))(?=.*geolocation=\(\))(?=.*microphone=\(\))/],
  ['Referrer-Policy', /^(same-origin|strict-origin-when-cross-origin)$/],
]

import { problemToStatus } from '../../src/core/problem-status.ts'
import type { Problem } from '../../src/core/problem.ts'
import { sourceLocale } from '../../src/i18n/locales.ts'
import { translator } from '../../src/i18n/translator.ts'
import type { RouteContext } from '../environment.ts'

/** A refusal as `application/problem+json` (RFC 9457) with its stable `code`. */
export function problemAnswer(c: RouteContext, problem: Problem): Response {
  const status = problemToStatus(problem)
  const { code, fields, params, retryAfterSeconds } = problem
  const t = translator(sourceLocale, 'problems')
  const body = {
    type: 'about:blank',
    title: t(`${code}.title`, params),
    status,
    code,
    ...(fields.length > 0 && { errors: fields }),
    requestId: c.get('requestId'),
  }
  const headers = new Headers({ 'Content-Type': 'application/problem+json' })
  headers.set('Cache-Control', 'no-store')
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds))
  // RFC 6750 §3
  if (status === 401) headers.set('WWW-Authenticate', 'Bearer')
  return new Response(JSON.stringify(body), { status, headers })
}

import { createMiddleware } from 'hono/factory'
import { Problem } from '../../src/core/problem.ts'
import type { Environment, Surroundings } from '../environment.ts'

/** Lets through who holds one of the API tokens; compared as MACs, so that time tells nothing (RFC 6750). */
export function requireBearer(apiTokens: Surroundings['apiTokens']) {
  return createMiddleware<Environment>(async function requireBearer(c, next) {
    const [, token = ''] = /^Bearer ([\w.~+/=-]+)$/i.exec(c.req.header('Authorization') ?? '') ?? []
    const matches = await Promise.all(apiTokens(c).map((known) => sameText(token, known)))
    if (!matches.includes(true)) throw new Problem('unauthorized')
    await next()
  })
}

async function sameText(a: string, b: string): Promise<boolean> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const
  const key = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const encoder = new TextEncoder()
  const signature = await crypto.subtle.sign('HMAC', key, encoder.encode(a))
  return crypto.subtle.verify('HMAC', key, signature, encoder.encode(b))
}

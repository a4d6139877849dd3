import { createMiddleware } from 'hono/factory'
import { Problem } from '../../src/core/problem.ts'
import type { Environment, Surroundings } from '../environment.ts'

/** Lets through who holds the API token; compared as digests, so that time tells nothing (RFC 6750). */
export function requireBearer(apiToken: Surroundings['apiToken']) {
  return createMiddleware<Environment>(async function requireBearer(c, next) {
    const [, token = ''] = /^Bearer ([\w.~+/=-]+)$/i.exec(c.req.header('Authorization') ?? '') ?? []
    if (!(await sameText(token, apiToken(c)))) throw new Problem('unauthorized')
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

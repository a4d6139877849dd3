import { createMiddleware } from 'hono/factory'
import { Problem } from '../../src/core/problem.ts'
import type { Environment } from '../environment.ts'

/**
 * Refuses posts of forms that are not ours. `Sec-Fetch-Site` (Fetch Metadata §2.3) decides where a browser sends it,
 * `Origin` (RFC 6454 §7) otherwise; a post with neither comes from no browser's form.
 */
export function sameOrigin() {
  return createMiddleware<Environment>(async function sameOrigin(c, next) {
    const site = c.req.header('Sec-Fetch-Site')
    const origin = c.req.header('Origin')
    const own = [c.var.desk.origin, new URL(c.req.url).origin]
    const ours = site
      ? site === 'same-origin' && (!origin || origin === 'null' || own.includes(origin))
      : origin !== undefined && own.includes(origin)
    if (!ours) throw new Problem('foreign-form')
    await next()
  })
}

import { createMiddleware } from 'hono/factory'
import { Problem } from '../../src/core/problem.ts'
import type { Environment, Surroundings } from '../environment.ts'

/** Damps floods of posts from one address. What may happen how often is decided in the database, not here. */
export function limitPosts(mayPost: Surroundings['mayPost']) {
  return createMiddleware<Environment>(async function limitPosts(c, next) {
    const address = c.req.header('CF-Connecting-IP') ?? 'unknown'
    const counted = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    if (counted && !(await mayPost(c, address))) {
      throw new Problem('too-many-requests', { retryAfterSeconds: 60 })
    }
    await next()
  })
}

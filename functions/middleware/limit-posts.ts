import { createMiddleware } from 'hono/factory'
import { Problem } from '../../src/core/problem.ts'
import type { Environment, Surroundings } from '../environment.ts'

/**
 * Damps floods of posts from one address. What may happen how often is decided in the database, not here. A form is
 * only marked: whoever answers it has it read first, so that nothing typed is lost with the refusal.
 */
export function limitPosts(mayPost: Surroundings['mayPost']) {
  return createMiddleware<Environment>(async function limitPosts(c, next) {
    const address = c.req.header('CF-Connecting-IP') ?? 'unknown'
    const counted = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    const isFlood = counted && !(await mayPost(c, address))
    if (isFlood && c.req.path.startsWith('/api/')) throw floodProblem()
    c.set('isFlood', isFlood)
    await next()
  })
}

/** The refusal of one post too many. */
export function floodProblem(): Problem {
  return new Problem('too-many-requests', { retryAfterSeconds: 60 })
}

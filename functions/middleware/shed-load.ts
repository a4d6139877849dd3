import { createMiddleware } from 'hono/factory'
import { paths } from '../../src/i18n/paths.ts'
import { answerBusy } from '../busy-page.ts'
import type { Environment } from '../environment.ts'
import { Load } from '../load.ts'

/** Far above what an isolate has under way while its stores answer; a flood stands in a queue of this length at most. */
const mostAtOnce = 100

/**
 * Answers 503 with `Retry-After` (RFC 9110 §15.6.4) at once what would only wait. Forms are let through here: they are
 * turned away when they have been read, with all of it in the answer.
 */
export function shedLoad() {
  const load = new Load(mostAtOnce)
  return createMiddleware<Environment>(async function shedLoad(c, next) {
    c.set('load', load)
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!isRead || c.req.path === paths.health) return next()
    return load.isFull ? answerBusy(c) : load.carry(next)
  })
}

/** The same for what programs write. Stands behind the check of their token: nobody else's body is waited for. */
export const shedCalls = createMiddleware<Environment>(async function shedCalls(c, next) {
  const { load } = c.var
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  return load.isFull ? answerBusy(c) : load.carry(next)
})

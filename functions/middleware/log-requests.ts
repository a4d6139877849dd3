import { createMiddleware } from 'hono/factory'
import type { Environment } from '../environment.ts'

/** One line a request: what was asked for and what came of it. Nothing in it leads to a person or opens anything. */
export const logRequests = createMiddleware<Environment>(async function logRequests(c, next) {
  await next()
  const { method, path } = c.req
  const route = pathToRoute(path)
  c.var.desk.log('request', { requestId: c.get('requestId'), method, route, status: c.res.status })
})

const namedSegments =
  /^(?:tickets|link|attachments|resolution|reopening|new-link|end-sessions|code|updates|messages|new|api|v1|health)$/

/**
 * A path without what is secret or somebody's in it.
 * `pathToRoute('/ro/link/0JNQ9KF2.1.abc/code/') // => '/ro/link/…/code/'`
 */
export function pathToRoute(path: string): string {
  const segments = path.split('/').map((segment, index) => {
    const plain = segment === '' || namedSegments.test(segment)
    return plain || (index === 1 && /^[a-z]{2}(?:-[A-Z]{2})?$/.test(segment)) ? segment : '…'
  })
  return segments.join('/')
}

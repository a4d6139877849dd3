import { createMiddleware } from 'hono/factory'
import type { Environment } from '../environment.ts'

/**
 * One line for each request that changes something, is refused or comes with support's token: what was asked for and
 * what came of it. Nothing in it leads to a person or opens anything. What people read is counted by the platform; a
 * line of ours would say no more and be a part of its price.
 */
export const logRequests = createMiddleware<Environment>(async function logRequests(c, next) {
  await next()
  const { method, path } = c.req
  const { status } = c.res
  if (isRead(method) && status < 400 && !path.startsWith('/api/v1/')) return
  c.var.desk.log('request', {
    requestId: c.get('requestId'),
    method,
    route: pathToRoute(path),
    status,
  })
})

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

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

import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { Problem } from '../src/core/problem.ts'
import { paths } from '../src/i18n/paths.ts'
import { negotiateLocale } from '../src/i18n/negotiate.ts'
import { getCookie } from 'hono/cookie'
import { localeCookie } from './cookies.ts'
import { getApiAttachment } from './api/attachments.ts'
import { requireBearer } from './api/bearer.ts'
import { getHealth } from './api/health.ts'
import { getMessages, postMessage } from './api/messages.ts'
import { getSearch } from './api/search.ts'
import { getTicket, getTickets, patchTicket, postApiTicket } from './api/tickets.ts'
import { getAttachment } from './downloads.ts'
import type { Environment, RouteContext, Surroundings } from './environment.ts'
import { postTicket } from './forms/file-ticket.ts'
import { postCode, postCodeRequest, postLinkRequest } from './forms/link.ts'
import { postReply } from './forms/reply.ts'
import { postEndSessions, postNewLink, postReopening, postResolution } from './forms/ticket.ts'
import { answerError, showPage } from './pages.ts'
import { answerHeaders, personalAnswer } from './middleware/answer-headers.ts'
import { logRequests } from './middleware/log-requests.ts'
import { limitPosts } from './middleware/limit-posts.ts'
import { sameOrigin } from './middleware/same-origin.ts'
import { shedCalls, shedLoad } from './middleware/shed-load.ts'
import { identifyViewer } from './middleware/viewer.ts'

/** Every middleware in its order, then every route. Pages are Astro's: the last route hands what is left to it. */
export function createApp(surroundings: Surroundings) {
  const app = new Hono<Environment>()

  app.use(requestId({ headerName: '' }), answerHeaders)
  app.use(shedLoad())
  app.use(identifyViewer(surroundings.openDesk), logRequests)
  app.use(limitPosts(surroundings.mayPost))
  app.onError(answerError(surroundings))

  app.get(paths.root, redirectHome)

  app.use('/:locale/tickets/*', personalAnswer())
  app.use('/:locale/link/*', personalAnswer())
  app.post('/:locale/tickets/*', sameOrigin())
  app.post('/:locale/link/*', sameOrigin())
  app.post('/:locale/tickets/new/', postTicket(surroundings))
  app.post('/:locale/tickets/:ticketNumber/', postReply(surroundings))
  app.post('/:locale/tickets/:ticketNumber/resolution/', postResolution(surroundings))
  app.post('/:locale/tickets/:ticketNumber/reopening/', postReopening(surroundings))
  app.post('/:locale/tickets/:ticketNumber/new-link/', postNewLink(surroundings))
  app.post('/:locale/tickets/:ticketNumber/end-sessions/', postEndSessions(surroundings))
  app.post('/:locale/link/', postLinkRequest(surroundings))
  app.post('/:locale/link/:token/code/', postCodeRequest(surroundings))
  app.post('/:locale/link/:token/', postCode(surroundings))

  app.get('/:locale/link/:token', addSlash)
  app.get('/:locale/link/:token/code/', redirectToPage)
  app.get('/:locale/tickets/:ticketNumber/resolution/', redirectToPage)
  app.get('/:locale/tickets/:ticketNumber/reopening/', redirectToPage)
  app.get('/:locale/tickets/:ticketNumber/new-link/', redirectToPage)
  app.get('/:locale/tickets/:ticketNumber/end-sessions/', redirectToPage)
  app.get('/attachments/:attachmentId', getAttachment)

  app.get(paths.health, getHealth(surroundings))
  app.get('/api/search', getSearch(surroundings))
  app.all('/api/v1/openapi.json', notFound)
  app.use('/api/v1/*', requireBearer(surroundings.apiTokens), shedCalls)
  app.post('/api/v1/tickets', postApiTicket)
  app.get('/api/v1/tickets', getTickets)
  app.get('/api/v1/tickets/:ticketNumber', getTicket)
  app.patch('/api/v1/tickets/:ticketNumber', patchTicket)
  app.get('/api/v1/tickets/:ticketNumber/messages', getMessages)
  app.post('/api/v1/tickets/:ticketNumber/messages', postMessage)
  app.get('/api/v1/attachments/:attachmentId', getApiAttachment)
  app.all('/api/*', notFound)

  app.get('*', showPage(surroundings))
  // Astro would render a page for every method, as if it had been asked for.
  app.all('*', notFound)
  return app
}

function redirectHome(c: RouteContext) {
  const locale = negotiateLocale(getCookie(c, localeCookie), c.req.header('Accept-Language'))
  c.header('Vary', 'Accept-Language, Cookie')
  c.header('Cache-Control', 'no-cache')
  return c.redirect(paths.home(locale), 302)
}

// Astro takes the dots of a token for a file's name and would not add the slash itself.
function addSlash(c: RouteContext) {
  return c.redirect(`${new URL(c.req.url).pathname}/`, 301)
}

// A refused form leaves its own address in the browser's bar: asked for again, it is the page that has the form.
function redirectToPage(c: RouteContext) {
  return c.redirect(new URL(c.req.url).pathname.replace(/[^/]+\/$/, ''), 303)
}

function notFound(): never {
  throw new Problem('not-found')
}

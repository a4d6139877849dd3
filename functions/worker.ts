import { cf, finalize } from '@astrojs/cloudflare/fetch'
import { astro, FetchState } from 'astro/fetch'
import { env, waitUntil } from 'cloudflare:workers'
import { answerMail } from '../src/core/notifications/answer-mail.ts'
import { checkHealth } from '../src/platform/check-health.ts'
import { openDesk, openKeys, type Bindings, type DeskKeys } from '../src/platform/open-desk.ts'
import { openSearches, type Assets } from '../src/platform/search-indexes.ts'
import { apiTokensOf, parseSettings } from '../src/platform/settings.ts'
import { createApp } from './app.ts'
import type { RouteContext, PageLocals } from './environment.ts'
import { runNightly } from './jobs/nightly.ts'
import { runOutbox } from './jobs/outbox.ts'

interface WorkerBindings extends Bindings {
  POST_LIMIT: RateLimit
  ASSETS: Assets
}

const bindings = env as unknown as WorkerBindings
// Here, so that a missing setting stops the start and not the first guest.
const settings = parseSettings(bindings)
const nightlyCron = '17 3 * * *'
let deskKeys: Promise<DeskKeys> | undefined
let boundOnce: WorkerBindings | undefined

async function deskOfCall() {
  // The platform's object looks each name up anew, at every request.
  boundOnce ??= { ...bindings }
  return openDesk(boundOnce, settings, await (deskKeys ??= openKeys(settings)), { waitUntil })
}

/** The one seam to Astro: a page gets the desk and the viewer of the request, and the refusal if a form was refused. */
async function renderPage(c: RouteContext, request: Request, locals: PageLocals) {
  const state = new FetchState(request)
  // A page has read everything before its markup begins: nothing would come earlier, and a stream costs more.
  state.streaming = false
  Object.assign(state.locals, locals)
  const asset = await cf(state, bindings as never, c.executionCtx as ExecutionContext)
  return asset ?? finalize(state, await astro(state))
}

// A limiter that does not answer stops nobody.
async function mayPost(_: RouteContext, address: string): Promise<boolean> {
  try {
    return (await bindings.POST_LIMIT.limit({ key: address })).success
  } catch {
    return true
  }
}

const app = createApp({
  openDesk: deskOfCall,
  renderPage,
  mayPost,
  apiTokens: () => apiTokensOf(settings),
  health: () => checkHealth(bindings, settings.VERSION, new Date()),
  openSearch: openSearches(bindings.ASSETS),
})

export default {
  fetch: app.fetch,
  async queue() {
    await runOutbox(await deskOfCall())
  },
  async scheduled({ cron }) {
    const desk = await deskOfCall()
    await (cron === nightlyCron ? runNightly(desk) : runOutbox(desk))
  },
  async email(message) {
    const { headers } = message
    const mail = {
      envelopeFrom: message.from,
      from: headers.get('From') ?? '',
      subject: headers.get('Subject') ?? '',
      authenticationResults: headers.get('Authentication-Results') ?? '',
      autoSubmitted: headers.get('Auto-Submitted') ?? undefined,
      precedence: headers.get('Precedence') ?? undefined,
      fromList: headers.has('List-Id'),
    }
    await answerMail(await deskOfCall(), mail, settings.AUTHSERV_ID)
  },
} satisfies ExportedHandler

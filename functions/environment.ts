import type { Context } from 'hono'
import type { Viewer } from '../src/core/access/viewer.ts'
import type { Desk } from '../src/core/desk.ts'
import type { Problem } from '../src/core/problem.ts'
import type { Refusal } from '../src/core/refusal.ts'
import type { OpenSearch } from '../src/core/search/search.ts'
import type { Load } from './load.ts'

/** What every route finds in its context. */
export interface Environment {
  Variables: {
    desk: Desk
    viewer: Viewer
    timeZone: string
    /** One post too many from its address: to be refused once it has been read. */
    isFlood: boolean
    requestId: string
    load: Load
    /** Set-Cookie lines for whatever the answer will be. */
    cookies: string[]
  }
}

export type RouteContext = Context<Environment>

export interface PageLocals {
  desk: Desk
  viewer: Viewer
  timeZone: string
  openSearch: OpenSearch
  refusal?: Refusal
  problem?: Problem
}

/** What the app needs from the runtime around it. */
export interface Surroundings {
  openDesk(c: RouteContext): Promise<Desk>
  /** Renders the page at a path of this site as a GET of it would be, with these locals. */
  renderPage(c: RouteContext, request: Request, locals: PageLocals): Promise<Response>
  /** Whether this address may post once more. */
  mayPost(c: RouteContext, address: string): Promise<boolean>
  /** The tokens of the API: the present one, and while it is replaced the one before. */
  apiTokens(c: RouteContext): string[]
  health(c: RouteContext): Promise<Health>
  openSearch: OpenSearch
}

/** What `/api/health` says. */
export interface Health {
  status: 'ok' | 'failing'
  version: string
  /** The parts that did not answer. */
  failing?: string[]
}

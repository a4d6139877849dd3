import type { Viewer } from './core/access/viewer.ts'
import type { Desk } from './core/desk.ts'
import type { Problem } from './core/problem.ts'
import type { Refusal } from './core/refusal.ts'
import type { OpenSearch } from './core/search/search.ts'

declare global {
  namespace App {
    /** What the Worker hands to a page: the same desk and viewer that its own routes use. */
    interface Locals {
      desk: Desk
      viewer: Viewer
      /** The reader's zone as far as the request tells; the browser corrects it. */
      timeZone: string
      openSearch: OpenSearch
      /** Set where a form was refused and its page is shown again. */
      refusal?: Refusal
      /** Set where the page itself could not be shown. */
      problem?: Problem
    }
  }
}

/** As a row's `methods`: whatever may be asked for. */
export const everyMethod = 'GET HEAD POST PUT PATCH DELETE OPTIONS'

/** Who asks. What each brings along is in `actors.ts`. */
export const actorNames = [
  'nobody',
  'linkHolder',
  'filer',
  'formerFiler',
  'guest',
  'otherGuest',
  'expired',
  'revoked',
  'plantedSession',
  'plantedBrowser',
  'apiRight',
  'apiWrong',
  'crossSite',
  'scanner',
  'bot',
] as const
export type ActorName = (typeof actorNames)[number]

/**
 * Whose it is: `ticket` is the guest's, who has proven it; `filed` the filer's, proven by nobody; `other` was filed by
 * the former filer and then proven by the other guest; `none` is well formed and nowhere.
 */
export type ObjectName = 'ticket' | 'filed' | 'other' | 'none'

/**
 * A status, then where it leads to. `does` says that it changes what it is asked to change, `keeps` that what was
 * written is kept for this browser; everything else must leave no trace.
 */
export type Outcome = string

export type Outcomes = { everyone: Outcome } & Partial<Record<ActorName, Outcome>>

/** A path, its methods, and who is answered how. */
export interface Row {
  methods: string
  path: string
  /** What is sent: fields of a form, or JSON to the API. */
  send?: Record<string, unknown>
  /** Who is asked at all, where it is not everyone. */
  only?: ActorName[]
  of: Partial<Record<ObjectName, Outcomes>>
}

/** Everybody with a live session of any kind. */
export const live = (outcome: Outcome) => ({
  filer: outcome,
  formerFiler: outcome,
  guest: outcome,
  otherGuest: outcome,
  crossSite: outcome,
})

export const page = '/:locale/tickets/:ticketNumber/'
export const link = '/:locale/link/:token/'

import type { Call, Fault, FaultPlan } from './fault.ts'

/** Draws whole numbers from 0 up to a limit; the same seed, the same numbers. */
export type Draw = (limit: number) => number

/** mulberry32. */
export function seededDraw(seed: number): Draw {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

/** Nothing fails. */
export const fairPlan: FaultPlan = { befall: async () => undefined }

/** Lets the call of one number fail, counted from 1, and every later one too where everything is `down` from then on. */
export class NthCallPlan implements FaultPlan {
  /** Every call so far, in order. */
  readonly calls: Call[] = []
  readonly #at: number | undefined
  readonly #fault: Fault
  readonly #downAfter: boolean

  constructor(at: number | undefined, fault: Fault = 'before', downAfter = false) {
    this.#at = at
    this.#fault = fault
    this.#downAfter = downAfter
  }

  /** Whether a mail may have been taken without anybody being told. */
  get mayCopyMails(): boolean {
    const struck = this.calls[(this.#at ?? 0) - 1]
    if (this.#downAfter) return this.calls.some(({ part }) => part === 'mail')
    return struck?.part === 'mail' && this.#fault === 'after'
  }

  async befall(call: Call): Promise<Fault | undefined> {
    this.calls.push(call)
    if (this.#at === undefined) return undefined
    if (this.calls.length === this.#at) return this.#fault
    return this.#downAfter && this.calls.length > this.#at ? 'before' : undefined
  }
}

const faultsOf: Record<Call['part'], Fault[]> = {
  database: ['before', 'after'],
  codes: ['before', 'after', 'stale'],
  bucket: ['before', 'after', 'half'],
  queue: ['before', 'after', 'lost', 'twice'],
  mail: ['before', 'before', 'after'],
}

/** What may go wrong, and how often: one call in so many. */
export interface Weather {
  draw: Draw
  oneIn: number
  /** The part that is down altogether, if one is. */
  down: Call['part'] | undefined
  /** Moves the clock on, for calls that take long. */
  pass(seconds: number): void
}

/** Faults at random from a seed: failing calls, slow ones, a part that is down, an isolate that dies in the middle. */
export class SeededPlan implements FaultPlan {
  readonly #weather: Weather
  #isGone = false

  constructor(weather: Weather) {
    this.#weather = weather
  }

  async befall({ part }: Call): Promise<Fault | undefined> {
    const { draw, oneIn, down, pass } = this.#weather
    if (this.#isGone || part === down) return 'before'
    if (draw(oneIn) > 0) return undefined
    const kind = draw(10)
    // Longer than the lease of a mail, at times.
    if (kind === 0) pass(draw(150))
    if (kind === 1) this.#isGone = true
    const possible = faultsOf[part]
    return kind === 0 ? undefined : possible[draw(possible.length)]
  }
}

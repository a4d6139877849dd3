/** One step as chance chose it: what is done, by whom, to what. */
export interface Choice {
  deed: string
  who: number
  which: number
  detail: number
  /** 0 and 1: fair · 2: now and then a call fails · 3: every third does. */
  weather: number
}

/** A choice, and at times another one at the same moment. */
export interface Step {
  first: Choice
  second: Choice | undefined
}

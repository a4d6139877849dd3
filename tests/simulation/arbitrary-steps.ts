import * as fc from 'fast-check'
import type { Step } from './choice.ts'

/** How often each deed is drawn. */
const weights: Record<string, number> = {
  file: 4,
  write: 7,
  press: 3,
  walkIn: 7,
  askCode: 3,
  scan: 1,
  enterCode: 4,
  hammer: 2,
  enterMany: 3,
  askMany: 2,
  askLink: 2,
  answerAsSupport: 5,
  openAsSupport: 1,
  updateAsSupport: 2,
  read: 5,
  look: 1,
  deliverMails: 7,
  runNight: 1,
  sendAgain: 4,
  passTime: 5,
  skewClock: 1,
  breakPart: 2,
}

const deed = fc.constantFrom(
  ...Object.entries(weights).flatMap(([name, weight]) => Array<string>(weight).fill(name)),
)

const choice = fc.record(
  { deed, who: fc.nat(3), which: fc.nat(7), detail: fc.nat(9999), weather: fc.nat(3) },
  { noNullPrototype: true },
)

// Every fourth time two things happen at once.
const companion = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, choice)

const step: fc.Arbitrary<Step> = fc.record(
  { first: choice, second: companion },
  { noNullPrototype: true },
)

/** So many steps, and the seed of everything else that chance decides. */
export function arbitraryRun(length: number) {
  const steps = fc.array(step, { minLength: length, maxLength: length })
  return fc.noBias(fc.record({ seed: fc.nat(), steps }))
}

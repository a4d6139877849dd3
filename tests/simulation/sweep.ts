import { bringHome } from './bring-home.ts'
import type { Choice } from './choice.ts'
import { fairPlan, NthCallPlan } from '../faults/plans.ts'
import { check, doChoice, openingScene } from './play.ts'
import { openStage, type Stage } from './stage.ts'
import type { Stores } from './stores.ts'
import { openWorld } from './world.ts'

/** A deed whose every call fails once. */
export interface Swept {
  title: string
  /** What goes before it, in fair weather. */
  before: Choice[]
  deed: Choice
  /** When the client tries once more. */
  againAfterSeconds: number
  /** What must have worked at the end, as the stage counts it: the deed is done again where its client would. */
  achieved: string
}

/** How a call fails: before it was made, after it, and each of them with every later call failing too. */
export const failures = [
  { fault: 'before', downAfter: false },
  { fault: 'after', downAfter: false },
  { fault: 'before', downAfter: true },
  { fault: 'after', downAfter: true },
] as const
export type Failure = (typeof failures)[number]

interface Sweep {
  swept: Swept
  openStores(): Promise<Stores>
}

/** Lets call 1, 2, … of a deed fail until there is none left; returns how many there were, and what broke. */
export async function sweep({ swept, openStores }: Sweep, failure: Failure) {
  const breaches: string[] = []
  let calls = 0
  for (let at = 1; ; at += 1) {
    const plan = new NthCallPlan(at, failure.fault, failure.downAfter)
    const stage = await openScene(swept, await openStores())
    await doChoice(stage, swept.deed, plan)
    if (plan.calls.length < at) return { calls, breaches }
    calls = at
    await finish(stage, swept, plan)
    const where = `call ${at}, ${plan.calls[at - 1]?.part} ${plan.calls[at - 1]?.operation}`
    breaches.push(...stage.breaches.map((breach) => `${where}: ${breach}`))
  }
}

async function openScene(swept: Swept, stores: Stores): Promise<Stage> {
  const stage = openStage(openWorld(stores, 1))
  for (const choice of [...openingScene, ...swept.before]) await doChoice(stage, choice, fairPlan)
  stage.counts = {}
  return stage
}

// A mail that was taken before its connection broke comes twice, as does one that could not be noted down by any means:
// nobody can know. Any other fault causes no second one.
async function finish(stage: Stage, swept: Swept, plan: NthCallPlan): Promise<void> {
  const { deed, achieved, againAfterSeconds } = swept
  stage.excusedCopies = plan.mayCopyMails ? stage.excusedCopies : 0
  await check(stage)
  await stage.world.settled()
  if (!stage.counts[achieved]) {
    stage.world.pass(againAfterSeconds)
    await doChoice(stage, deed, fairPlan)
  }
  await bringHome(stage)
  await check(stage)
  if (!stage.counts[achieved]) stage.breaches.push(`never ${achieved}`)
}

import { fairPlan, SeededPlan } from '../faults/plans.ts'
import type { FaultPlan } from '../faults/fault.ts'
import { Turns } from '../faults/turns.ts'
import { findBreaches } from '../invariants/find-breaches.ts'
import { grantBreaches, noteProofs } from '../invariants/grant-breaches.ts'
import { missingFiles } from '../invariants/file-breaches.ts'
import type { Choice, Step } from './choice.ts'
import * as guest from './guest-deeds.ts'
import * as house from './house-deeds.ts'
import { bringHome } from './bring-home.ts'
import { openStage, type Stage } from './stage.ts'
import type { World } from './world.ts'

const deeds: Record<string, typeof guest.file> = { ...guestDeeds(), ...houseDeeds() }

function guestDeeds() {
  const { file, write, press, askCode, scan, enterCode, askLink } = guest
  return {
    file,
    write,
    press,
    askCode,
    scan,
    enterCode,
    enterMany: enterCode,
    askMany: askCode,
    askLink,
  }
}

function houseDeeds() {
  const { answerAsSupport, openAsSupport, updateAsSupport, read, look, walkIn, hammer } = house
  const { deliverMails, runNight, sendAgain, passTime, skewClock, breakPart } = house
  const support = { answerAsSupport, openAsSupport, updateAsSupport }
  const clockwork = { deliverMails, runNight, passTime, skewClock, breakPart }
  return { ...support, ...clockwork, read, look, walkIn, hammer, sendAgain }
}

const checkedEvery = 25

// Chance alone would spend half of a run until somebody is in.
export const openingScene: Choice[] = [
  { deed: 'file', who: 0, which: 0, detail: 6, weather: 0 },
  { deed: 'openAsSupport', who: 0, which: 0, detail: 1, weather: 0 },
  { deed: 'deliverMails', who: 0, which: 0, detail: 0, weather: 0 },
  { deed: 'walkIn', who: 1, which: 0, detail: 1, weather: 0 },
]

/** Plays the steps, then lets the weather clear and every client have its answer. Returns what broke. */
export async function play(world: World, steps: Step[]): Promise<Stage> {
  const stage = openStage(world)
  for (const choice of openingScene) await doChoice(stage, choice, fairPlan)
  for (const [index, step] of steps.entries()) {
    await playStep(stage, step)
    if (index % checkedEvery === checkedEvery - 1) await check(stage)
    if (stage.breaches.length > 0) return stage
  }
  await bringHome(stage)
  await check(stage)
  return stage
}

async function playStep(stage: Stage, { first, second }: Step): Promise<void> {
  const choices = crowds[first.deed]?.(first) ?? [first, ...(second ? [second] : [])]
  if (choices.length === 1) {
    await doChoice(stage, first, planOf(stage, first))
  } else {
    const turns = new Turns(stage.world.draw)
    await turns.run(
      choices.map((choice) => (wait) => {
        return doChoice(stage, choice, waitingPlan(wait, planOf(stage, choice)))
      }),
    )
  }
  await stage.world.settled()
}

/** Deeds of many at the same moment: of wrong codes no more may count than attempts are left, and so for codes sent. */
const crowds: Record<string, (first: Choice) => Choice[]> = {
  enterMany: (first) => {
    const guesses = Array.from({ length: 7 }, (_, index) => 7 * (first.detail + index))
    return [...guesses, 1].map((detail) => ({ ...first, deed: 'enterCode', detail }))
  },
  askMany: (first) => {
    return Array.from({ length: 6 }, (_, who) => ({ ...first, deed: 'askCode', who }))
  },
}

/** Does what was chosen, under a plan. */
export async function doChoice(stage: Stage, choice: Choice, plan: FaultPlan): Promise<void> {
  const deed = deeds[choice.deed]
  if (!deed) throw new Error(`No such deed: ${choice.deed}`)
  await deed(stage, choice, plan)
}

function planOf({ world, down }: Stage, { weather }: Choice): FaultPlan {
  if (weather < 2 && !down) return fairPlan
  const oneIn = [1_000_000, 1_000_000, 9, 3][weather] ?? 9
  return new SeededPlan({ draw: world.draw, oneIn, down, pass: world.pass })
}

function waitingPlan(wait: () => Promise<void>, plan: FaultPlan): FaultPlan {
  return {
    async befall(call) {
      await wait()
      return plan.befall(call)
    },
  }
}

/** Notes down every rule that is broken now. */
export async function check(stage: Stage): Promise<void> {
  const { stores } = stage.world
  await noteProofs(stores, stage.proofs)
  stage.breaches.push(
    ...(await findBreaches(stores)),
    ...(await grantBreaches(stores, stage.proofs)),
    ...(await missingFiles(stores)),
  )
}

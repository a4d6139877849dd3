import * as fc from 'fast-check'
import { arbitraryRun } from './arbitrary-steps.ts'
import type { Step } from './choice.ts'
import { play } from './play.ts'
import type { Stores } from './stores.ts'
import { openWorld } from './world.ts'

export interface Simulation {
  /** Of all the runs; the same seed, the same runs. */
  seed: number
  runs: number
  stepsPerRun: number
  /** Empty stores for each run. */
  openStores(): Promise<Stores>
}

interface Run {
  seed: number
  steps: Step[]
}

/** Plays runs from a seed; throws with the fewest steps found that break a rule. Returns what came of the steps. */
export async function simulate(simulation: Simulation): Promise<Record<string, number>> {
  const { seed, runs, stepsPerRun, openStores } = simulation
  const counts: Record<string, number> = { steps: 0 }
  const playOne = async (run: Run) => play(openWorld(await openStores(), run.seed), run.steps)
  const property = fc.asyncProperty(arbitraryRun(stepsPerRun), async (run) => {
    const stage = await playOne(run)
    add(counts, { ...stage.counts, steps: run.steps.length })
    if (stage.breaches.length > 0) {
      throw await tellShortest(run, async (steps) => {
        return (await playOne({ ...run, steps })).breaches
      })
    }
  })
  // Shrinking is done by dropping steps, which the library's own does not for a run of a fixed length.
  await fc.assert(property, { seed, numRuns: runs, endOnFailure: true })
  return counts
}

function add(counts: Record<string, number>, more: Record<string, number>): void {
  for (const [what, times] of Object.entries(more)) counts[what] = (counts[what] ?? 0) + times
}

async function tellShortest(
  { seed, steps }: Run,
  breachesOf: (steps: Step[]) => Promise<string[]>,
): Promise<Error> {
  const shortest = await dropSteps(steps, async (fewer) => (await breachesOf(fewer)).length > 0)
  const breaches = await breachesOf(shortest)
  const told = shortest.map((step) => JSON.stringify(step)).join(',\n')
  return new Error(`${breaches.slice(0, 5).join('\n')}\nin the world of seed ${seed} by\n${told}`)
}

/** Leaves out what is not needed for the failure, in ever smaller pieces. */
async function dropSteps(
  steps: Step[],
  fails: (steps: Step[]) => Promise<boolean>,
): Promise<Step[]> {
  let kept = steps
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < kept.length;) {
      const fewer = kept.toSpliced(from, size)
      if (await fails(fewer)) kept = fewer
      else from += size
    }
  }
  return kept
}

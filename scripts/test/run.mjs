import { Failure, readPlace, toolEnvironment } from '../setup/project.mjs'
import { secondsSince } from '../setup/report.mjs'
import { addCounts } from './count.mjs'
import { steps } from './steps.mjs'

// What runs side by side on two cores. `types` after `build`, since both write `.astro/`; the browser and what is killed
// alone, at the end.
const lanes = [
  [
    ['formatting', 'lint', 'unit', 'platform'],
    ['build', 'types'],
  ],
  [['endToEnd']],
  [['killed']],
]

/** Runs every step, whatever fails before it, and ends with `N passed, N failed`. Returns the exit code. */
export async function test(parts) {
  ensureParts(parts)
  const environment = toolEnvironment(readPlace().stateDir)
  const counts = []
  for (const lanesAtOnce of lanes) {
    const wanted = lanesAtOnce.map((lane) => lane.filter((name) => isWanted(name, parts)))
    counts.push(...(await Promise.all(wanted.map((lane) => runLane(lane, environment)))).flat())
  }
  const { passed, failed } = addCounts(counts)
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed > 0 || passed === 0 ? 1 : 0
}

async function runLane(names, environment) {
  const counts = []
  for (const name of names) {
    const startedAt = performance.now()
    console.log(`… ${name}`)
    const { passed, failed, output } = await steps[name].run(environment)
    if (failed > 0) console.log(`\n───── ${name} ─────\n${output.trim()}\n─────`)
    const mark = failed > 0 ? '✗' : '✓'
    console.log(
      `${mark} ${name}: ${passed} passed, ${failed} failed (${secondsSince(startedAt)} s)`,
    )
    counts.push({ passed, failed })
  }
  return counts
}

function isWanted(name, parts) {
  return parts.length === 0 || parts.includes(steps[name].part)
}

function ensureParts(parts) {
  const known = [...new Set(Object.values(steps).map(({ part }) => part))]
  const unknown = parts.filter((part) => !known.includes(part))
  if (unknown.length === 0) return
  throw new Failure(
    `There is no part "${unknown[0]}".`,
    `Parts: ${known.join(', ')}. None means all.`,
  )
}

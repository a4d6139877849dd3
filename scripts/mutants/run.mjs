import { existsSync, readFileSync, rmSync } from 'node:fs'
import { Failure, inProject, readPlace, toolEnvironment } from '../setup/project.mjs'
import { step } from '../setup/report.mjs'
import { run, tool } from '../setup/run.mjs'
import { countMutants } from './count.mjs'

const folders = ['access', 'tickets', 'notifications']
const minScore = 85
const reportPath = inProject('test-results', 'mutants', 'report.json')

/**
 * Changes the rules in one place at a time and runs the tests beside them, those of the same folder alone. Returns 1
 * where too many changes go unnoticed.
 */
export async function mutate(parts) {
  ensureFolders(parts)
  const wanted = folders.filter((folder) => parts.length === 0 || parts.includes(folder))
  const scores = []
  for (const folder of wanted) scores.push(await mutateFolder(folder))
  return scores.every((score) => score >= minScore) ? 0 : 1
}

async function mutateFolder(folder) {
  const report = await step(`mutants of core/${folder}`, () => runStryker(folder))
  const { killed, total, score, survivors } = countMutants(report)
  for (const survivor of survivors) console.log(`  survived: ${survivor}`)
  tellFigure(`core/${folder}: ${killed} of ${total} mutants killed`, score)
  return score
}

async function runStryker(folder) {
  rmSync(reportPath, { force: true })
  const environment = { ...toolEnvironment(readPlace().stateDir), MUTANTS_OF: folder }
  const args = ['run', '--mutate', `src/core/${folder}/**/*.ts`, '--logLevel', 'warn']
  const { output } = await run(...tool('stryker', ...args), { cwd: inProject(), env: environment })
  if (existsSync(reportPath)) return JSON.parse(readFileSync(reportPath, 'utf8'))
  throw new Failure(
    `The mutants of core/${folder} could not be run.`,
    'Run `npm test -- unit` first: every test must pass while nothing is changed.',
    output,
  )
}

// As `recordFigure` in the tests prints it: `npm run prove` collects these lines.
function tellFigure(figure, value) {
  const entry = { proof: 'mutants', figure, value, bar: `≥ ${minScore} %`, unit: '%' }
  console.log(`figure ${JSON.stringify(entry)}`)
}

function ensureFolders(parts) {
  const unknown = parts.find((part) => !folders.includes(part))
  if (unknown === undefined) return
  throw new Failure(
    `There is no folder "${unknown}".`,
    `Folders: ${folders.join(', ')}. None means all.`,
  )
}

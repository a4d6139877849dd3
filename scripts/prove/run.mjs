import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure, inProject, readPlace, toolEnvironment } from '../setup/project.mjs'
import { secondsSince } from '../setup/report.mjs'
import { ensureChromium } from '../setup/chromium.mjs'
import { run } from '../setup/run.mjs'
import { ensureBuilt } from '../product/build.mjs'
import { countCheck } from '../test/count.mjs'
import { runVitest } from '../test/steps.mjs'
import { evidencePage } from './evidence.mjs'
import { readFigures } from './figures.mjs'
import { proofs } from './proofs.mjs'

const evidencePath = inProject('docs', 'evidence.md')

/** Runs the proofs at their full size, prints a table, and writes `docs/evidence.md` after all of them. Returns the exit code. */
export async function prove(names) {
  const chosen = choose(names)
  const folder = mkdtempSync(join(tmpdir(), 'tichet-prove-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const environment = await proofEnvironment(folder)
  const lanes = [0, 1].map((lane) => chosen.filter(([, proof]) => proof.lane === lane))
  const alone = chosen.filter(([, proof]) => proof.lane === undefined)
  const sideBySide = await Promise.all(lanes.map((lane) => runEach(lane, environment)))
  const results = [...sideBySide.flat(), ...(await runEach(alone, environment))]
  const page = evidencePage(results, { commit: readCommit(), date: new Date() })
  console.log(`\n${page}`)
  if (names.length === 0) writeFileSync(evidencePath, page)
  return results.some(({ failed }) => failed > 0) ? 1 : 0
}

function choose(names) {
  const unknown = names.find((name) => !(name in proofs))
  if (!unknown)
    return Object.entries(proofs).filter(([name]) => names.length === 0 || names.includes(name))
  const known = Object.keys(proofs).join(', ')
  throw new Failure(`There is no proof "${unknown}".`, `Proofs: ${known}. None means all.`)
}

async function proofEnvironment(folder) {
  const environment = { ...toolEnvironment(readPlace().stateDir), PROVE: '1' }
  await ensureBuilt(environment)
  const grownFolder = environment.GROWN_DIR ?? join(folder, 'grown')
  return { ...environment, GROWN_DIR: grownFolder, CHROMIUM_PATH: await ensureChromium() }
}

async function runEach(chosen, environment) {
  const results = []
  for (const [name, proof] of chosen) results.push(await runProof(name, proof, environment))
  return results
}

async function runProof(name, proof, environment) {
  const { title } = proof
  const startedAt = performance.now()
  console.log(`… ${name}: ${title}`)
  const { passed, failed, output } = await (proof.program
    ? runProgram(proof.program, environment)
    : runVitest(proof.config, environment, proof.files))
  const seconds = secondsSince(startedAt)
  if (failed > 0) console.log(`\n───── ${name} ─────\n${output.trim()}\n─────`)
  console.log(
    `${failed > 0 ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed (${seconds} s)`,
  )
  return { name, title, passed, failed, seconds, figures: readFigures(output) }
}

async function runProgram(args, environment) {
  const env = { ...environment, STATE_DIR: environment.GROWN_DIR }
  const { code, output } = await run(process.execPath, args, { cwd: inProject(), env })
  return { ...countCheck(code), output }
}

function readCommit() {
  const { stdout } = spawnSync('git', ['describe', '--always', '--dirty', '--abbrev=12'], {
    cwd: inProject(),
    encoding: 'utf8',
  })
  return stdout?.trim() || 'unknown'
}

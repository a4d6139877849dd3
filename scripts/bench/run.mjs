import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from '../product/build.mjs'
import { Failure, toolEnvironment } from '../setup/project.mjs'
import { step } from '../setup/report.mjs'
import { summarize } from './figures.mjs'
import { judge } from './goals.mjs'
import { measure, requestCount } from './measure.mjs'
import { databaseWork } from './record.mjs'
import { tellResults, writeResults } from './results.mjs'
import { scenarios } from './scenarios.mjs'
import { makeGround, setScene, startTargets } from './stage.mjs'
import { measureStart } from './start-up.mjs'
import { measureUpload } from './upload.mjs'

/** `npm run bench`, or one scenario of it. Tells whether every goal that was measured is met. */
export async function runBenchmark(only) {
  const chosen = scenarios.filter(({ name }) => !only || name === only)
  if (chosen.length === 0) throw new Failure(`No scenario ${only}.`, `Choose one of ${names()}.`)
  const folder = mkdtempSync(join(tmpdir(), 'tichet-bench-'))
  // However it ends, Ctrl-C included.
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const results = await runAll(folder, chosen)
  const goals = judge(results)
  tellResults(results, goals)
  if (!only) writeResults(results, goals)
  return goals.every(({ isMet }) => isMet)
}

async function runAll(folder, chosen) {
  await ensureBuilt(toolEnvironment(folder))
  const ground = await makeGround(folder)
  const results = { scenarios: {} }
  for (const scenario of chosen) {
    const { name, title } = scenario
    results.scenarios[name] = await step(title, () => runScenario(ground, scenario))
  }
  results.upload = await step('Upload', () => measureUpload(folder))
  results.start = await step('Start-up', () => measureStart(ground))
  return results
}

async function runScenario(ground, scenario) {
  const stage = await setScene(ground, scenario, requestCount(scenario))
  const targets = await startTargets(ground, scenario, stage)
  try {
    const figures = summarize(await measure(scenario, stage.requests, targets))
    return { title: scenario.title, ...figures, database: databaseWork(stage.records) }
  } finally {
    for (const target of Object.values(targets)) await target.stop()
  }
}

function names() {
  return scenarios.map(({ name }) => name).join(', ')
}

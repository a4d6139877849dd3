import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from '../product/build.mjs'
import { ensureChromium } from '../setup/chromium.mjs'
import { inProject } from '../setup/project.mjs'
import { run, tool } from '../setup/run.mjs'
import { countCheck, countVitest } from './count.mjs'

/**
 * Every step of `npm test`: `part` is the name a person can ask for, `run(environment)` resolves to
 * `{ passed, failed, output }`.
 */
export const steps = {
  formatting: check('checks', 'prettier', '--check', '--log-level', 'warn', '.'),
  lint: check('checks', 'oxlint', '--deny-warnings'),
  types: check('checks', 'astro', 'check'),
  build: { part: 'checks', run: build },
  unit: vitest('unit', 'vitest.config.ts'),
  platform: vitest('platform', 'vitest.platform.config.ts'),
  killed: vitest('workerd', 'vitest.workerd.config.ts'),
  endToEnd: { part: 'e2e', run: runEndToEnd },
}

function check(part, name, ...args) {
  return {
    part,
    async run(environment) {
      const { code, output } = await run(...tool(name, ...args), {
        cwd: inProject(),
        env: environment,
      })
      return { ...countCheck(code), output }
    },
  }
}

async function build(environment) {
  try {
    await ensureBuilt(environment)
    return { ...countCheck(0), output: '' }
  } catch (error) {
    return { ...countCheck(1), output: `${error.message}\n${error.output ?? ''}` }
  }
}

function vitest(part, config) {
  return { part, run: (environment) => runVitest(config, environment) }
}

/** Runs the tests of a configuration, or some of its files: resolves to `{ passed, failed, output }`. */
export async function runVitest(config, environment, files = []) {
  const folder = mkdtempSync(join(tmpdir(), 'tichet-report-'))
  const reportPath = join(folder, 'report.json')
  const args = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`]
  const { code, output } = await run(
    ...tool('vitest', 'run', '--config', config, ...args, ...files),
    {
      cwd: inProject(),
      env: environment,
    },
  )
  const counts = countVitest(code, reportPath)
  rmSync(folder, { recursive: true })
  return { ...counts, output }
}

async function runEndToEnd(environment) {
  try {
    const chromiumPath = await ensureChromium()
    return await runVitest('vitest.e2e.config.ts', { ...environment, CHROMIUM_PATH: chromiumPath })
  } catch (error) {
    return { ...countCheck(1), output: `${error.message}\n${error.whatToDo ?? error.stack}` }
  }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Failure, inProject, toolEnvironment } from '../setup/project.mjs'
import { tool } from '../setup/run.mjs'
import { builtConfig, ensureBuilt } from './build.mjs'
import { startCron } from './cron.mjs'
import { ensureMigrated } from './migrate.mjs'
import { keepServerLog } from './server-log.mjs'

const healthySeconds = 120
const stopSeconds = 8

/** Builds the product and brings the database up to date, side by side. */
export async function prepareProduct({ stateDir }) {
  const environment = toolEnvironment(stateDir)
  await Promise.all([ensureBuilt(environment), ensureMigrated(stateDir, environment)])
}

/**
 * Serves the built product on 127.0.0.1 and waits until it is healthy.
 * The returned `exited` resolves when the server ends, `stop()` ends it.
 */
export async function serve({ port, origin, stateDir, secretsPath, vars = {} }) {
  const flags = {
    config: builtConfig,
    'persist-to': stateDir,
    'env-file': secretsPath,
    ip: '127.0.0.1',
    port,
    'inspector-port': 0,
    'show-interactive-dev-session': false,
  }
  const [program, args] = tool(
    'wrangler',
    'dev',
    '--local',
    ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
    ...Object.entries({ ...vars, ORIGIN: origin }).map(([name, value]) => `--var=${name}:${value}`),
  )
  const child = spawnServer(program, args, stateDir)
  const logPath = join(stateDir, 'server.log')
  keepServerLog(child, logPath)
  return watch(child, origin, logPath)
}

/** Waits until a started server is healthy, then calls its cron jobs as long as it runs. */
export async function watch(child, origin, logPath) {
  const exited = once(child, 'exit')
  const stop = () => stopServer(child, exited)
  try {
    await waitUntilHealthy(origin, exited, logPath)
  } catch (error) {
    await stop()
    throw error
  }
  const stopCron = startCron(origin)
  exited.then(stopCron)
  return { exited, stop, logPath }
}

/** Starts a tool that ends when this process does. */
export function spawnServer(program, args, stateDir) {
  const guard = `--import=${new URL('exit-with-parent.mjs', import.meta.url).href}`
  return spawn(program, [guard, ...args], {
    cwd: inProject(),
    env: toolEnvironment(stateDir),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

async function stopServer(child, exited) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await Promise.race([exited, wait(stopSeconds * 1000, undefined, { ref: false })])
  child.kill('SIGKILL')
}

async function waitUntilHealthy(origin, exited, logPath) {
  const deadline = Date.now() + healthySeconds * 1000
  let hasExited = false
  exited.then(() => (hasExited = true))
  while (!hasExited && Date.now() < deadline) {
    if (await isHealthy(origin)) return
    await wait(100)
  }
  const what = hasExited ? 'The server ended at once.' : `No health after ${healthySeconds} s.`
  throw new Failure(what, `The whole log is in ${logPath}`, lastLines(logPath))
}

async function isHealthy(origin) {
  try {
    const answer = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(10_000) })
    await answer.arrayBuffer()
    return answer.status === 200
  } catch {
    // Nothing listens yet.
    return false
  }
}

function lastLines(logPath) {
  if (!existsSync(logPath)) return ''
  return readFileSync(logPath, 'utf8').split('\n').slice(-30).join('\n')
}

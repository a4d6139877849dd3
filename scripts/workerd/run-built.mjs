import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseEnv } from 'node:util'
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from 'wrangler'
import { builtConfig } from '../product/build.mjs'
import { runWorker } from './run-worker.mjs'

/**
 * Runs the built product (`ensureBuilt`) in workerd directly, on the state of `stateDir` (`ensureMigrated`), without
 * `wrangler dev` in front. Returns what `runWorker` does.
 *
 * Not as in production: one process and one isolate for all calls; D1, KV, R2 and the queue are Workers of the local
 * toolchain in that process (D1 is SQLite in a Durable Object, as there), so their work counts as ours and costs no
 * network; the mailbox behind `toolOrigin` is empty after each start; no TLS, no `request.cf`; a caller names `Host`,
 * `CF-Connecting-IP` and every header itself, and workerd believes it; static files are only reached through the
 * Worker's `ASSETS`; the cron runs when called.
 */
export function runBuilt({ stateDir, secretsPath, origin, vars = {}, wrapper }) {
  const worker = builtWorker(wrapper)
  const secrets = parseEnv(readFileSync(secretsPath, 'utf8'))
  Object.assign(worker.bindings, secrets, origin && { ORIGIN: origin }, vars)
  return runWorker({ worker, stateDir })
}

/**
 * The built Worker as the local toolchain takes it. `wrapper` is the text of a module that stands in front of the built
 * entry, `./entry.mjs`, and exports in its place.
 */
export function builtWorker(wrapper) {
  const { workerOptions, main } = readWorkerOptions(builtConfig)
  const folder = dirname(main)
  const chunks = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.mjs'))
  const paths = [main, ...chunks.map((name) => join(folder, name)).filter((path) => path !== main)]
  const modules = paths.map((path) => ({ type: 'ESModule', path }))
  if (wrapper) {
    modules.unshift({ type: 'ESModule', path: join(folder, 'wrapper.mjs'), contents: wrapper })
  }
  const { modulesRules: _, ...options } = workerOptions
  return { ...options, name: 'tichet', modules, modulesRoot: folder }
}

import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout, with no slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '')

/** `inProject('dist', 'client') // => '/…/tichet/dist/client'` */
export function inProject(...segments) {
  return join(root, ...segments)
}

/** Where a copy serves and keeps its state: `PORT` and `STATE_DIR`, or the defaults. Throws a `Failure`. */
export function readPlace(environment = process.env) {
  const port = Number(environment.PORT || 8787)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Failure(
      `PORT is "${environment.PORT}".`,
      'Set it to a number from 1 to 65535, or leave it out.',
    )
  }
  const stateDir = resolve(root, environment.STATE_DIR || '.wrangler/state')
  return { port, origin: `http://localhost:${port}`, stateDir, secretsPath: inProject('.dev.vars') }
}

/** The environment of every tool: quiet, without telemetry, with this copy's own registry of running Workers. */
export function toolEnvironment(stateDir) {
  return {
    ...process.env,
    WRANGLER_REGISTRY_PATH: process.env.WRANGLER_REGISTRY_PATH || join(stateDir, 'registry'),
    ASTRO_TELEMETRY_DISABLED: '1',
    ASTRO_DEV_BACKGROUND: '0',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_SEND_METRICS: 'false',
    // Its own log file outside the checkout would keep every address that was asked for, tokens included.
    WRANGLER_WRITE_LOGS: 'false',
    FORCE_COLOR: undefined,
    NO_COLOR: '1',
  }
}

/** A step that failed for a reason the reader can act on: what happened, and what to do. */
export class Failure extends Error {
  constructor(what, whatToDo, output = '') {
    super(what)
    this.name = 'Failure'
    this.whatToDo = whatToDo
    this.output = output
  }
}

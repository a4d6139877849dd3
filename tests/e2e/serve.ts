import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { findFreePort } from '../../scripts/product/port.mjs'
import { ensureSecrets, readApiToken } from '../../scripts/product/secrets.mjs'
import { prepareProduct, serve } from '../../scripts/product/serve.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built product is served: `http://localhost:<port>`. */
    origin: string
    apiToken: string
    /** A folder of this run alone, with the copy's state and secrets in it. */
    stateDir: string
  }
}

const stateDir = mkdtempSync(join(tmpdir(), 'tichet-e2e-'))
let stop = async (): Promise<void> => {}

/** Serves one copy of the built product for all files, with a database and secrets of its own. */
export async function setup(project: TestProject): Promise<void> {
  const secretsPath = join(stateDir, '.dev.vars')
  process.env['WRANGLER_REGISTRY_PATH'] = join(stateDir, 'registry')
  ensureSecrets(secretsPath)
  await prepareProduct({ stateDir })
  const port = await findFreePort()
  const origin = `http://localhost:${port}`
  const server = await serve({ port, origin, stateDir, secretsPath })
  stop = server.stop
  project.provide('origin', origin)
  project.provide('apiToken', readApiToken(secretsPath))
  project.provide('stateDir', stateDir)
}

/** Ends the copy and leaves nothing of it behind. */
export async function teardown(): Promise<void> {
  await stop()
  rmSync(stateDir, { recursive: true, force: true })
}

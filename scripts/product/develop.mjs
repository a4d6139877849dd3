import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject, readPlace, toolEnvironment } from '../setup/project.mjs'
import { step } from '../setup/report.mjs'
import { tool } from '../setup/run.mjs'
import { ensureMigrated } from './migrate.mjs'
import { ensurePortIsFree } from './port.mjs'
import { ensureSecrets } from './secrets.mjs'
import { spawnServer, watch } from './serve.mjs'
import { showServerLog } from './server-log.mjs'
import { untilStopped } from './until-stopped.mjs'

/** `npm run dev`: the same site and the same state as `npm start`, from the sources, with hot reload. */
export async function develop() {
  const place = readPlace()
  await ensurePortIsFree(place.port)
  if (ensureSecrets(place.secretsPath)) console.log('✓ Wrote .dev.vars with fresh random secrets')
  await ensureMigrated(place.stateDir, toolEnvironment(place.stateDir))
  const server = await step('Starting with hot reload', () => serveSources(place))
  console.log(`\nHelp centre  ${place.origin}/`)
  console.log(`Mailbox      ${place.origin}/cdn-cgi/local/explorer/email/sending?worker=tichet`)
  await untilStopped(server)
}

function serveSources(place) {
  const [program, args] = tool('astro', 'dev', '--port', String(place.port), '--host', '127.0.0.1')
  Object.assign(process.env, {
    ORIGIN: place.origin,
    STATE_DIR: place.stateDir,
    WRANGLER_CONFIG: writeConfig(place),
  })
  const child = spawnServer(program, args, place.stateDir)
  showServerLog(child)
  return watch(child, place.origin, 'what is printed above')
}

// `astro dev` takes no variables, and reads the secrets beside the configuration: a copy of both with this port's origin.
function writeConfig({ origin, stateDir, secretsPath }) {
  const folder = join(stateDir, 'dev')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const config = readFileSync(inProject('wrangler.toml'), 'utf8')
    .replaceAll(/^(main|directory|migrations_dir) = "(.+)"$/gm, (_, key, path) => {
      return `${key} = ${JSON.stringify(inProject(path))}`
    })
    .replace(/^ORIGIN = .*$/m, `ORIGIN = ${JSON.stringify(origin)}`)
  writeFileSync(join(folder, 'wrangler.toml'), config)
  copyFileSync(secretsPath, join(folder, '.dev.vars'))
  return join(folder, 'wrangler.toml')
}

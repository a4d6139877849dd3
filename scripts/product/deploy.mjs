import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure, inProject, readPlace, toolEnvironment } from '../setup/project.mjs'
import { step } from '../setup/report.mjs'
import { mustRun, run, tool } from '../setup/run.mjs'
import { builtConfig, ensureBuilt } from './build.mjs'
import { readDatabases } from './databases.mjs'

const requiredSecrets = ['SECRET_KEY', 'API_TOKEN']

/** `npm run deploy`: builds, checks the account's settings, migrates and deploys. A dry run touches no account. */
export async function deploy({ isDryRun }) {
  const options = { cwd: inProject(), env: toolEnvironment(readPlace().stateDir) }
  ensureRealSettings(isDryRun)
  await ensureBuilt(options.env)
  if (isDryRun) return tellUpload(options)
  await ensureSignedIn(options)
  await ensureSecretsAreSet(options)
  const { there, missing } = await findDatabases(options)
  for (const name of there) await migrate(name, options)
  await ensureDeadLetterQueue(options)
  await step('Deploying', () => upload(options))
  // The deploy makes the databases that were missing; what goes there is answered with 503 until this.
  for (const name of missing) await migrate(name, options)
  console.log(
    `\nDeployed. ${process.env.ORIGIN}/api/health answers 200 when everything is in place.`,
  )
}

function ensureRealSettings(isDryRun) {
  const origin = process.env.ORIGIN ?? ''
  const isOrigin = URL.canParse(origin) && new URL(origin).origin === origin
  if (isOrigin && origin.startsWith('https://')) return
  if (isDryRun) return console.log('! ORIGIN is not set: a real deploy needs it.')
  throw new Failure(
    'ORIGIN is not an https origin.',
    'It begins every link in a mail: ORIGIN=https://help.example.com npm run deploy',
  )
}

async function ensureSignedIn(options) {
  const { code } = await run(...tool('wrangler', 'whoami', '--json'), options)
  if (code === 0) return
  throw new Failure(
    'Nobody is signed in to an account.',
    'Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.',
  )
}

async function ensureSecretsAreSet(options) {
  const list = tool('wrangler', 'secret', 'list', '--config', builtConfig, '--format', 'json')
  const { code, output } = await run(...list, options)
  const missing = requiredSecrets.filter((name) => code !== 0 || !output.includes(`"${name}"`))
  if (missing.length === 0) return
  throw new Failure(
    `The Worker has no ${missing.join(' and no ')} yet.`,
    missing.map((name) => `npx wrangler secret put ${name}`).join('\n  '),
    code === 0 ? '' : output,
  )
}

async function findDatabases(options) {
  const found = { there: [], missing: [] }
  for (const { name } of readDatabases()) {
    const { code, output } = await run(...tool('wrangler', 'd1', 'info', name, '--json'), options)
    const isThere = code === 0 && output.includes('"uuid"')
    found[isThere ? 'there' : 'missing'].push(name)
  }
  return found
}

// wrangler makes what the Worker writes to by itself, but not a queue that it only reads.
async function ensureDeadLetterQueue(options) {
  await run(...tool('wrangler', 'queues', 'create', 'tichet-outbox-dead'), options)
}

function migrate(name, options) {
  const args = ['d1', 'migrations', 'apply', name, '--remote', '--config', builtConfig]
  return step(`Migrating the database ${name}`, () =>
    mustRun(...tool('wrangler', ...args), options, {
      what: 'A migration failed; nothing newer was deployed.',
      whatToDo: 'Mend it in functions/migrations and deploy again.',
    }),
  )
}

function upload(options, ...more) {
  return mustRun(
    ...tool('wrangler', 'deploy', '--config', builtConfig, ...vars(), ...more),
    options,
    {
      what: 'The deploy failed.',
      whatToDo: 'Read the message above; running it again is safe.',
    },
  )
}

// Every variable of wrangler.toml may be set for one deploy by an environment variable of its name.
function vars() {
  const names = Object.keys(JSON.parse(readFileSync(builtConfig, 'utf8')).vars)
  const given = names.filter((name) => process.env[name])
  return given.flatMap((name) => ['--var', `${name}:${process.env[name]}`])
}

async function tellUpload(options) {
  const folder = mkdtempSync(join(tmpdir(), 'tichet-upload-'))
  const output = await step('Packing without uploading', () =>
    upload(options, '--dry-run', '--outdir', folder),
  )
  rmSync(folder, { recursive: true })
  console.log(/^Total Upload: .*$/m.exec(output)?.[0] ?? output)
}

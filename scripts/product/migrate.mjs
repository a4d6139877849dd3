import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../setup/project.mjs'
import { step } from '../setup/report.mjs'
import { mustRun, tool } from '../setup/run.mjs'
import { readDatabases } from './databases.mjs'

/** Applies the D1 migrations to every database in the state folder, unless they were applied as they stand. */
export async function ensureMigrated(stateDir, environment) {
  const stampPath = join(stateDir, 'migrations.stamp')
  const stamp = hashMigrations()
  const isApplied = existsSync(join(stateDir, 'v3', 'd1')) && existsSync(stampPath)
  if (isApplied && readFileSync(stampPath, 'utf8') === stamp) return
  for (const { binding, name } of readDatabases()) {
    await step(`Migrating the database ${name}`, () => migrate(binding, stateDir, environment))
  }
  mkdirSync(stateDir, { recursive: true })
  writeFileSync(stampPath, stamp)
}

function migrate(binding, stateDir, environment) {
  const where = ['--config', inProject('wrangler.toml'), '--local', '--persist-to', stateDir]
  return mustRun(
    ...tool('wrangler', 'd1', 'migrations', 'apply', binding, ...where),
    { cwd: inProject(), env: environment },
    {
      what: 'A database migration failed.',
      whatToDo: `Mend functions/migrations, or delete ${stateDir} to begin with an empty database.`,
    },
  )
}

function hashMigrations() {
  const folder = inProject('functions', 'migrations')
  const hash = createHash('sha256').update(JSON.stringify(readDatabases()))
  for (const name of readdirSync(folder).sort()) {
    hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}

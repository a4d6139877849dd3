import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { withLock } from '../setup/lock.mjs'
import { inProject } from '../setup/project.mjs'
import { step } from '../setup/report.mjs'
import { mustRun, tool } from '../setup/run.mjs'

const sources = [
  'src',
  'functions',
  'content',
  'locales',
  'public',
  'astro.config.mjs',
  'wrangler.toml',
  'package-lock.json',
  'tsconfig.json',
]
const stampPath = inProject('dist', 'stamp')

/** Wrangler's configuration of the built product. */
export const builtConfig = inProject('dist', 'server', 'wrangler.json')

/** Builds into `dist/`, unless what is there came from the same sources. */
export async function ensureBuilt(environment) {
  await withLock('build', async () => {
    const stamp = hashSources()
    if (isBuiltFrom(stamp)) return
    await step('Building', () => build(stamp, environment))
  })
}

function isBuiltFrom(stamp) {
  const isWhole = existsSync(stampPath) && existsSync(builtConfig)
  return isWhole && readFileSync(stampPath, 'utf8') === stamp
}

async function build(stamp, environment) {
  rmSync(stampPath, { force: true })
  await mustRun(
    ...tool('astro', 'build'),
    { cwd: inProject(), env: environment },
    {
      what: 'The build failed.',
      whatToDo: 'The message above names the file; `npm run build` repeats just this step.',
    },
  )
  // The build copies the local secrets there, where a later change of them would not arrive.
  rmSync(inProject('dist', 'server', '.dev.vars'), { force: true })
  writeFileSync(stampPath, stamp)
}

// The origin is part of the static pages (canonical addresses), so it is part of the stamp.
function hashSources() {
  const hash = createHash('sha256').update(process.env.ORIGIN ?? '')
  for (const source of sources) hashInto(hash, source)
  return hash.digest('hex')
}

function hashInto(hash, path) {
  const full = inProject(path)
  if (!existsSync(full)) return
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) hashInto(hash, `${path}/${name}`)
    return
  }
  hash.update(`\0${path}\0`).update(readFileSync(full))
}

import { existsSync, readFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import { withLock } from './lock.mjs'
import { inProject } from './project.mjs'
import { step } from './report.mjs'
import { mustRun } from './run.mjs'

/** Installs the packages of the lock file, if what is there differs from it. */
export async function ensureInstalled() {
  if (isInstalled()) return
  await withLock('install', async () => {
    if (isInstalled()) return
    await step('Installing packages (npm ci)', install)
  })
}

function isInstalled() {
  const installed = readJson(inProject('node_modules', '.package-lock.json'))
  const wanted = readJson(inProject('package-lock.json'))
  return (
    installed !== undefined &&
    wanted !== undefined &&
    missingPackages(wanted, installed).length === 0
  )
}

/** Places of the lock file's packages that npm's record of `node_modules` lacks or holds in another version. */
export function missingPackages(wanted, installed) {
  return Object.entries(wanted.packages)
    .filter(([place]) => place !== '')
    .filter(([place, wantedPackage]) => {
      const found = installed.packages[place]
      // Packages for other systems are optional and never installed.
      if (!found) return !wantedPackage.optional
      return found.version !== wantedPackage.version || found.integrity !== wantedPackage.integrity
    })
    .map(([place]) => place)
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

function install() {
  const npmScript = process.env.npm_execpath
  const [program, first] = npmScript ? [process.execPath, [npmScript]] : ['npm', []]
  const args = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const options = {
    cwd: inProject(),
    // npm replaces node_modules: it must not run on the Node.js in there.
    env: { ...process.env, PATH: pathWithoutProject() },
    shell: process.platform === 'win32' && !npmScript,
  }
  return mustRun(program, [...first, ...args], options, {
    what: 'npm ci failed.',
    whatToDo: 'Read npm’s message above; most often the package registry could not be reached.',
  })
}

function pathWithoutProject() {
  const own = inProject('node_modules', '.bin')
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== own)
    .join(delimiter)
}

import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inProject } from './project.mjs'

const systemsByWord = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  openharmony: 'openharmony',
  win32: 'win32',
  windows: 'win32',
}
const processors = ['arm', 'arm64', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/**
 * The lock file with an entry for every optional package that it leaves out, and their places.
 *
 * npm writes down only what its registry holds. A registry that lacks the packages for other systems makes a lock file
 * that `npm ci` refuses everywhere; run this file after each `npm install` there.
 */
export function completeLock(lock) {
  const packages = { ...lock.packages }
  const added = []
  for (const [place, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const found = placeOf(packages, place, name)
      if (found && (packages[found].version === version || !/^\d/.test(version))) continue
      const missing = found ? `${place}/node_modules/${name}` : `node_modules/${name}`
      packages[missing] = entryFor(name, version, entry)
      added.push(missing)
    }
  }
  const sorted = Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { lock: { ...lock, packages: Object.fromEntries(sorted) }, added }
}

// Node.js looks in the importing package's folder, then in each one above it.
function placeOf(packages, place, name) {
  const parts = place === '' ? [] : place.split('/node_modules/')
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const folder = parts.slice(0, depth).join('/node_modules/')
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (packages[candidate]) return candidate
  }
  return undefined
}

function entryFor(name, version, { dev, license }) {
  const words = name.split(/[/-]/)
  const os = words.map((word) => systemsByWord[word]).find(Boolean)
  const cpu = words.includes('64') ? 'x64' : words.find((word) => processors.includes(word))
  if (!cpu) throw new Error(`The name ${name} does not tell its processor`)
  const libc = words.includes('musl') ? 'musl' : 'glibc'
  const isLibcBound = os === 'linux' && /-(musl|gnu)$/.test(name)
  return {
    version,
    cpu: [cpu],
    ...(dev && { dev }),
    ...(isLibcBound && { libc: [libc] }),
    ...(license && { license }),
    optional: true,
    ...(os && { os: [os] }),
  }
}

function completeProjectLock() {
  const path = inProject('package-lock.json')
  const { lock, added } = completeLock(JSON.parse(readFileSync(path, 'utf8')))
  writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`)
  console.log(`${added.length} entries added to package-lock.json`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) completeProjectLock()

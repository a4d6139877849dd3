import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureMigrated } from '../product/migrate.mjs'
import { ensureSecrets, readApiToken } from '../product/secrets.mjs'
import { inProject, toolEnvironment } from '../setup/project.mjs'
import { runBuilt } from '../workerd/run-built.mjs'
import { runWorker } from '../workerd/run-worker.mjs'
import { openScene, origin } from './prepare.mjs'
import { planModule, recordAll } from './record.mjs'

const recorder = readWorker('recorder')
const floor = readWorker('floor')

/** A folder with an empty, migrated database and secrets of its own. */
export async function makeGround(folder) {
  const stateDir = join(folder, 'ground')
  const secretsPath = join(folder, '.dev.vars')
  mkdirSync(stateDir, { recursive: true })
  ensureSecrets(secretsPath)
  await ensureMigrated(stateDir, toolEnvironment(stateDir))
  return { folder, stateDir, secretsPath }
}

/** Sets a scenario's scene and records each of its requests. The recording's own traces are thrown away. */
export async function setScene(ground, { name, prepare }, total) {
  const scene = copyState(ground, ground.stateDir, `${name}-scene`)
  const requests = await onRecorder(ground, scene, (guests) => prepare(guests, total))
  const trial = copyState(ground, scene, `${name}-trial`)
  const records = await onRecorder(ground, trial, (guests) => recordAll(guests, requests))
  return { scene, requests, records }
}

/** Starts the three that are compared, each in a workerd of its own, the first two on equal databases. */
export async function startTargets(ground, { name }, { scene, records }) {
  const copy = (target) => copyState(ground, scene, `${name}-${target}`)
  const { secretsPath } = ground
  return {
    product: await runBuilt({ stateDir: copy('product'), secretsPath, origin }),
    bare: await runWorker({ stateDir: copy('bare'), worker: floorWorker(records, true) }),
    null: await runWorker({ stateDir: copy('null'), worker: floorWorker(records, false) }),
  }
}

async function onRecorder({ secretsPath }, stateDir, work) {
  const worker = await runBuilt({ stateDir, secretsPath, origin, wrapper: recorder })
  try {
    return await work(openScene(worker.origin, readApiToken(secretsPath)))
  } finally {
    await worker.stop()
  }
}

function floorWorker(records, isBare) {
  const modules = { 'floor.mjs': floor, 'plan.mjs': planModule(records, isBare) }
  return {
    name: 'floor',
    compatibilityDate: '2026-10-12',
    modulesRoot: '/',
    modules: Object.entries(modules).map(([path, contents]) => ({
      type: 'ESModule',
      path: `/${path}`,
      contents,
    })),
    d1Databases: { DB: { id: 'DB' } },
  }
}

function copyState({ folder }, from, name) {
  const to = join(folder, name)
  cpSync(from, to, { recursive: true })
  return to
}

function readWorker(name) {
  return readFileSync(inProject('scripts', 'bench', 'workers', `${name}.mjs`), 'utf8')
}

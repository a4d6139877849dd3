import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { runBuilt } from '../workerd/run-built.mjs'
import { cpuSeconds } from './cpu-time.mjs'
import { medianOf } from './figures.mjs'
import { rounds } from './measure.mjs'

// As the toolchain's own `check startup` does it: a request loads the entry. The one before it has warmed up the rest.
const wrapper = `export default {
  async fetch({ url }) {
    if (url.endsWith('/load')) await import('./entry.mjs')
    return new Response('here')
  },
}`

/** CPU milliseconds, of all threads, in which a fresh isolate compiles and evaluates the Worker's entry and its imports. */
export async function measureStart({ folder, stateDir, secretsPath }) {
  const starts = []
  for (let round = 0; round < rounds; round += 1) {
    const own = join(folder, `start-${round}`)
    cpSync(stateDir, own, { recursive: true })
    starts.push(await measureOnce({ stateDir: own, secretsPath, wrapper }))
  }
  return medianOf(starts)
}

async function measureOnce(options) {
  const worker = await runBuilt(options)
  try {
    await cpuOf(worker, '/idle')
    return (await cpuOf(worker, '/load')) * 1000
  } finally {
    await worker.stop()
  }
}

async function cpuOf({ origin, pid }, path) {
  const before = cpuSeconds(pid)
  await (await fetch(origin + path)).text()
  return cpuSeconds(pid) - before
}

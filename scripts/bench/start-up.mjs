import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { runBuilt } from '../workerd/run-built.mjs'
import { activeMs, profile } from '../workerd/inspector.mjs'
import { medianOf } from './figures.mjs'
import { rounds } from './measure.mjs'

// As the toolchain's own `check startup` does: the entry is loaded by the first request, under the profiler.
const wrapper = `export default {
  async fetch() {
    await import('./entry.mjs')
    return new Response('started')
  },
}`

/** Milliseconds in which a fresh isolate compiles and evaluates the Worker's entry and all it imports. */
export async function measureStart({ folder, stateDir, secretsPath }) {
  const starts = []
  for (let round = 0; round < rounds; round += 1) {
    const own = join(folder, `start-${round}`)
    cpSync(stateDir, own, { recursive: true })
    starts.push(await measureOnce({ stateDir: own, secretsPath, wrapper, inspectorPort: 0 }))
  }
  return medianOf(starts)
}

async function measureOnce(options) {
  const worker = await runBuilt(options)
  try {
    const seen = await profile(worker.inspectorUrl, async () => (await fetch(worker.origin)).text())
    return activeMs(seen)
  } finally {
    await worker.stop()
  }
}

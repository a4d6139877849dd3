import { onPinnedNode } from './setup/pinned-node.mjs'

await onPinnedNode(import.meta.url, async ([scenario]) => {
  const { runBenchmark } = await import('./bench/run.mjs')
  if (!(await runBenchmark(scenario))) process.exitCode = 1
})

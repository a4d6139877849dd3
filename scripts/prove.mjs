import { onPinnedNode } from './setup/pinned-node.mjs'

await onPinnedNode(import.meta.url, async (names) => {
  const { prove } = await import('./prove/run.mjs')
  process.exitCode = await prove(names)
})

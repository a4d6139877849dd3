import { onPinnedNode } from './setup/pinned-node.mjs'

await onPinnedNode(import.meta.url, async (parts) => {
  const { mutate } = await import('./mutants/run.mjs')
  process.exitCode = await mutate(parts)
})

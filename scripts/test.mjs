import { onPinnedNode } from './setup/pinned-node.mjs'

await onPinnedNode(import.meta.url, async (parts) => {
  const { test } = await import('./test/run.mjs')
  process.exitCode = await test(parts)
})

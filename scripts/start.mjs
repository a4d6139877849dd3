import { onPinnedNode } from './setup/pinned-node.mjs'

await onPinnedNode(import.meta.url, async () => {
  const { start } = await import('./product/start.mjs')
  await start()
})

import { onPinnedNode } from './setup/pinned-node.mjs'

await onPinnedNode(import.meta.url, async () => {
  const { develop } = await import('./product/develop.mjs')
  await develop()
})

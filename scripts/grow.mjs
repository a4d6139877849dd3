import { onPinnedNode } from './setup/pinned-node.mjs'

await onPinnedNode(import.meta.url, async (args) => {
  const { readPlace } = await import('./setup/project.mjs')
  const { readSize } = await import('./grow/size.mjs')
  const { grow } = await import('./grow/grow.mjs')
  await grow(readPlace().stateDir, readSize(args))
})

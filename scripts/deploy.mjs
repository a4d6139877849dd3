import { onPinnedNode } from './setup/pinned-node.mjs'

await onPinnedNode(import.meta.url, async (args) => {
  const { deploy } = await import('./product/deploy.mjs')
  await deploy({ isDryRun: args.includes('--dry-run') })
})

import { onPinnedNode } from './setup/pinned-node.mjs'

await onPinnedNode(import.meta.url, async () => {
  const { readPlace, toolEnvironment } = await import('./setup/project.mjs')
  const { ensureBuilt } = await import('./product/build.mjs')
  await ensureBuilt(toolEnvironment(readPlace().stateDir))
  console.log('dist/ holds the site.')
})

import { importsOf } from './imports.ts'
import type { Sources } from './sources.ts'

/** Import cycles as `a.ts -> b.ts -> a.ts`, each once; imports of types count too. */
export function importCycles(sources: Sources): string[] {
  const targets = Map.groupBy(importsOf(sources), ({ from }) => from)
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(path)
    if (seenAt >= 0) cycles.push([...trail.slice(seenAt), path].join(' -> '))
    if (seenAt >= 0 || done.has(path)) return
    for (const { to } of targets.get(path) ?? []) visit(to, [...trail, path])
    done.add(path)
  }
  for (const path of sources.keys()) visit(path, [])
  return cycles
}

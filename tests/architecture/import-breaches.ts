import { importsOf, packageOf, type Import } from './imports.ts'
import type { Sources } from './sources.ts'

/** A part of the house: which files it is, which other parts and packages they may import. Its own are always allowed. */
export interface Area {
  files: RegExp
  parts: readonly string[]
  packages: readonly string[]
}

/** `from -> to` for each import that the table does not allow. The first area that matches a file is its own. */
export function importBreaches(sources: Sources, areas: Record<string, Area>): string[] {
  return importsOf(sources)
    .filter((found) => !isAllowed(found, areas))
    .map(({ from, to }) => `${from} -> ${to}`)
}

/** Files that no area claims: the table must name every part of the house. */
export function unclaimedFiles(sources: Sources, areas: Record<string, Area>): string[] {
  return [...sources.keys()].filter((path) => areaOf(path, areas) === undefined)
}

function isAllowed({ from, to }: Import, areas: Record<string, Area>): boolean {
  const own = areaOf(from, areas)
  const area = own === undefined ? undefined : areas[own]
  if (!area || !own) return false
  const fromPackage = packageOf(to)
  if (fromPackage !== undefined) return area.packages.includes(fromPackage)
  const other = areaOf(to, areas)
  return other !== undefined && [own, ...area.parts].includes(other)
}

function areaOf(path: string, areas: Record<string, Area>): string | undefined {
  return Object.keys(areas).find((name) => areas[name]?.files.test(path))
}

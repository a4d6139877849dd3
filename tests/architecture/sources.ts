import { readdirSync, readFileSync } from 'node:fs'

/** Text of every source file by its path in the project: `src/core/token.ts`. */
export type Sources = ReadonlyMap<string, string>

const folders = ['src', 'functions', 'scripts', 'tests']
const sourceFile = /\.(ts|mjs|astro|css)$/

/** Every source file of the project. */
export function readSources(): Sources {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  return new Map(
    paths.filter((path) => sourceFile.test(path)).map((path) => [path, readFileSync(path, 'utf8')]),
  )
}

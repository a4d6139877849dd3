import { importsOf } from './imports.ts'
import type { Sources } from './sources.ts'

const vagueWord = /^(utils?|helpers?|common|managers?|services?|handlers?|data|info|misc)$/
const vagueEnding = /(Utils?|Helpers?|Common|Manager|Service|Handler|(?<![Ff]orm)Data|Info)$/
const exportedName = /^export (?:async )?(?:function|const|let|class|interface|type)\s+(\w+)/gm

/** Files longer than so many lines. */
export function longFiles(sources: Sources, maxLines: number): string[] {
  return [...sources]
    .filter(([, text]) => text.replace(/\n$/, '').split('\n').length > maxLines)
    .map(([path]) => path)
}

/** Files, folders and exported names that say nothing: `utils`, `TicketService`. */
export function vagueNames(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) => {
    const words = path.replace(/\.\w+$/, '').split(/[/.-]/)
    const names = [...text.matchAll(exportedName)].map(([, name = '']) => name)
    const vague = names.filter((name) => vagueEnding.test(name))
    return [
      ...(words.some((word) => vagueWord.test(word)) ? [path] : []),
      ...vague.map((name) => `${path}: ${name}`),
    ]
  })
}

/** TypeScript files with a default export where no tool asks for one. */
export function defaultExports(sources: Sources): string[] {
  const mayHaveOne = /(^functions\/worker|\.config|^src\/content\.config)\.ts$/
  return [...sources]
    .filter(([path]) => path.endsWith('.ts') && !mayHaveOne.test(path))
    .filter(([, text]) => /^export default\b|^export \{[^}]*\bas default\b/m.test(text))
    .map(([path]) => path)
}

/** Files that only collect others: whoever imports names the file that has the thing. */
export function barrels(sources: Sources): string[] {
  return [...sources.keys()].filter((path) => /\/index\.(ts|mjs)$/.test(path))
}

/** Files that pull the whole of zod in: `import { z }` weighs 91 kB, `import * as z` is cut down by the bundler. */
export function wholeZodImports(sources: Sources): string[] {
  const users = new Set(
    importsOf(sources)
      .filter(({ to }) => /^zod(\/|$)/.test(to))
      .map(({ from }) => from),
  )
  return [...users].filter((path) =>
    /import\s+(?:type\s+)?(?:z\b|\{[^}]*\bz\b[^}]*\})\s*from\s*'zod/.test(sources.get(path) ?? ''),
  )
}

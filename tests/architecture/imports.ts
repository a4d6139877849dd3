import { posix } from 'node:path'
import ts from 'typescript'
import type { Sources } from './sources.ts'

export interface Import {
  from: string
  /** A path in the project, or a package: `src/core/token.ts`, `hono/cookie`, `node:fs`. */
  to: string
}

/** Every import of every file: static, dynamic, of types, and what `import.meta.glob` reads. */
export function importsOf(sources: Sources): Import[] {
  return [...sources].flatMap(([path, text]) =>
    specifiersIn(path, text).map((specifier) => ({ from: path, to: resolve(path, specifier) })),
  )
}

/** `packageOf('hono/cookie') // => 'hono'`, `packageOf('@a/b/c') // => '@a/b'`; undefined for a file of the project. */
export function packageOf(target: string): string | undefined {
  if (/^(src|functions|scripts|tests|locales|content|public)\//.test(target)) return undefined
  if (/^[a-z]+:/.test(target)) return `${target.split(':')[0]}:`
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
}

function specifiersIn(path: string, text: string): string[] {
  const code = path.endsWith('.astro') ? scriptsIn(text) : text
  if (path.endsWith('.css')) return []
  const globs = [...code.matchAll(/import\.meta\.glob(?:<[^(]*>)?\(\s*'([^']+)'/g)]
  const imported = ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName)
  return [...imported, ...globs.map(([, pattern = '']) => pattern)]
}

function scriptsIn(markup: string): string {
  const frontMatter = /^---\n([\s\S]*?)\n---/.exec(markup)?.[1] ?? ''
  const scripts = [...markup.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)]
  return [frontMatter, ...scripts.map(([, code]) => code)].join('\n')
}

function resolve(from: string, specifier: string): string {
  const plain = specifier.replace(/\?.*$/, '')
  return plain.startsWith('.') ? posix.join(posix.dirname(from), plain) : plain
}

import { describe, expect, test } from 'vitest'
import { importCycles } from './architecture/cycles.ts'
import {
  barrels,
  defaultExports,
  longFiles,
  vagueNames,
  wholeZodImports,
} from './architecture/file-rules.ts'
import { importBreaches, unclaimedFiles, type Area } from './architecture/import-breaches.ts'
import { readSources } from './architecture/sources.ts'

const maxLines = 200
const ground = ['i18n', 'ground']
const rules = [
  ...ground,
  'desk',
  'refusal',
  'articles',
  'search',
  'notifications',
  'staff',
  'access',
  'tickets',
]
const astro = ['astro', 'astro:']

/** `locales, content ← i18n ← core ← platform`; inside core `ground ← articles ← search`, `ground ← staff | notifications ← access ← tickets`. */
const areas: Record<string, Area> = {
  words: { files: /^(locales|content)\//, parts: [], packages: [] },
  i18n: { files: /^src\/i18n\//, parts: ['words'], packages: ['i18next'] },
  // Ports are told in the words of every part; whoever needs the outside world takes the whole desk.
  desk: { files: /^src\/core\/desk\.ts$/, parts: rules, packages: [] },
  refusal: { files: /^src\/core\/refusal\.ts$/, parts: [...ground, 'tickets'], packages: [] },
  ground: { files: /^src\/core\/[^/]+\.ts$/, parts: ['i18n'], packages: ['zod'] },
  articles: { files: /^src\/core\/articles\//, parts: ground, packages: ['zod'] },
  search: {
    files: /^src\/core\/search\//,
    parts: [...ground, 'articles'],
    packages: ['zod', 'minisearch'],
  },
  staff: { files: /^src\/core\/staff\//, parts: [...ground, 'desk'], packages: ['zod'] },
  notifications: {
    files: /^src\/core\/notifications\//,
    parts: [...ground, 'desk'],
    packages: ['zod'],
  },
  access: {
    files: /^src\/core\/access\//,
    parts: [...ground, 'desk', 'notifications'],
    packages: ['zod'],
  },
  tickets: {
    files: /^src\/core\/tickets\//,
    parts: [...ground, 'desk', 'notifications', 'access'],
    packages: ['zod'],
  },
  platform: {
    files: /^src\/platform\//,
    parts: rules,
    packages: ['zod', 'worker-mailer', 'cloudflare:'],
  },
  styles: { files: /^src\/styles\//, parts: [], packages: [] },
  client: { files: /^src\/client\//, parts: rules, packages: [] },
  site: {
    files: /^src\/(pages|layouts|components|middleware\.ts|content\.config\.ts|app\.d\.ts)/,
    parts: [...rules, 'styles', 'client', 'words'],
    packages: ['zod', 'stopword', ...astro],
  },
  worker: {
    files: /^functions\/worker\.ts$/,
    parts: [...rules, 'functions', 'platform'],
    packages: ['@astrojs/cloudflare', 'cloudflare:', ...astro],
  },
  functions: {
    files: /^functions\//,
    parts: rules,
    packages: ['hono', 'zod', '@remix-run/multipart-parser'],
  },
  scripts: {
    files: /^scripts\//,
    parts: ['words'],
    packages: ['node:', 'cloudflare:', 'playwright', 'wrangler', 'miniflare'],
  },
}

const sources = readSources()
const product = new Map([...sources].filter(([path]) => !path.startsWith('tests/')))

function files(...entries: [path: string, text: string][]) {
  return new Map(entries)
}

describe('this checkout', () => {
  test('imports go one way', () => expect(importBreaches(product, areas)).toEqual([]))
  test('every file belongs to a part of the house', () =>
    expect(unclaimedFiles(product, areas)).toEqual([]))
  test('no import cycle', () => expect(importCycles(sources)).toEqual([]))
  test(`no file over ${maxLines} lines`, () => expect(longFiles(sources, maxLines)).toEqual([]))
  test('no vague names', () => expect(vagueNames(sources)).toEqual([]))
  test('no default exports', () => expect(defaultExports(sources)).toEqual([]))
  test('no barrels', () => expect(barrels(sources)).toEqual([]))
  test('zod is imported so that the bundler can cut it', () =>
    expect(wholeZodImports(sources)).toEqual([]))
})

describe('the import table refuses', () => {
  test.each([
    ['the core a platform', 'src/core/tickets/reply.ts', "import { a } from '../../platform/a.ts'"],
    ['the core a package', 'src/core/token.ts', "import { Hono } from 'hono'"],
    ['the core Node.js', 'src/core/token.ts', "import { x } from 'node:crypto'"],
    ['access the tickets', 'src/core/access/a.ts', "import type { T } from '../tickets/ticket.ts'"],
    ['articles the staff', 'src/core/articles/a.ts', "export { b } from '../staff/b.ts'"],
    ['ground a part', 'src/core/problem.ts', "import { b } from './staff/b.ts'"],
    ['i18n the core', 'src/i18n/paths.ts', "import { limits } from '../core/limits.ts'"],
    ['src a function', 'src/pages/a.ts', "import { b } from '../../functions/b.ts'"],
    ['a page the platform', 'src/pages/a.astro', "---\nimport { b } from '../platform/b.ts'\n---"],
    ["a page's script", 'src/pages/a.astro', "<script>import '../platform/b.ts'</script>"],
    ['a route the platform', 'functions/api/a.ts', "import { b } from '../../src/platform/b.ts'"],
    ['a late import', 'functions/api/a.ts', "await import('../../src/platform/b.ts')"],
    ['a glob', 'src/core/a.ts', "import.meta.glob<string>('../platform/*.ts')"],
  ])('%s', (_, path, text) => {
    expect(importBreaches(files([path, text]), areas)).toHaveLength(1)
  })

  test('nothing that it allows', () => {
    const path = 'src/core/tickets/reply.ts'
    const text = "import * as z from 'zod/mini'\nimport { b } from '../access/viewer.ts'"
    expect(importBreaches(files([path, text]), areas)).toEqual([])
  })

  test('a file that no part claims', () => {
    expect(unclaimedFiles(files(['src/stray.ts', '']), areas)).toEqual(['src/stray.ts'])
  })
})

describe('the other rules find', () => {
  test('a cycle', () => {
    const texts = files(
      ['src/a.ts', "import './b.ts'"],
      ['src/b.ts', "import type { C } from './c.ts'"],
      ['src/c.ts', "import './b.ts'"],
    )
    expect(importCycles(texts)).toEqual(['src/b.ts -> src/c.ts -> src/b.ts'])
  })

  test('a file one line too long, and not one that just fits', () => {
    const fits = 'line\n'.repeat(maxLines)
    const texts = files(['src/a.css', fits], ['src/b.astro', `${fits}line`])
    expect(longFiles(texts, maxLines)).toEqual(['src/b.astro'])
  })

  test('vague names of files, folders and exports', () => {
    const texts = files(
      ['src/utils/dates.ts', ''],
      ['src/ticket-info.ts', ''],
      ['src/database.ts', 'export class TicketService {}'],
    )
    const found = ['src/utils/dates.ts', 'src/ticket-info.ts', 'src/database.ts: TicketService']
    expect(vagueNames(texts)).toEqual(found)
  })

  test('a default export, where no tool asks for it', () => {
    const text = 'export default {}'
    const allowed = ['functions/worker.ts', 'src/content.config.ts']
    const texts = files(...['src/a.ts', ...allowed].map((path) => [path, text] as [string, string]))
    expect(defaultExports(texts)).toEqual(['src/a.ts'])
  })

  test('a barrel', () => {
    expect(barrels(files(['src/core/index.ts', ''], ['src/pages/index.astro', '']))).toEqual([
      'src/core/index.ts',
    ])
  })

  test('the whole of zod', () => {
    const texts = files(
      ['src/a.ts', "import { z } from 'zod'"],
      ['src/b.ts', "import * as z from 'zod'"],
    )
    expect(wholeZodImports(texts)).toEqual(['src/a.ts'])
  })
})

import { describe, expect, test } from 'vitest'
import { locales, sourceLocale, type Locale } from '../src/i18n/locales.ts'
import { paths } from '../src/i18n/paths.ts'

const files = import.meta.glob<string>(
  ['../content/articles/**/*.md', '../content/categories/*.json', '../locales/*/*.json'],
  { eager: true, query: '?raw', import: 'default' },
)

const articleKeys = filesBelow(`content/articles/${sourceLocale}/`)
const translations = locales.filter((locale) => locale !== sourceLocale)
const articleText = (locale: Locale, key: string) => read(`content/articles/${locale}/${key}`)

test('there are articles to check', () => {
  expect(articleKeys.length).toBeGreaterThanOrEqual(4)
})

describe.each(translations)('the articles in %s', (locale) => {
  // One that is missing shows the source with a notice; one without a source has nothing to stand on.
  const translated = filesBelow(`content/articles/${locale}/`)

  test('are translations of an article that exists', () => {
    expect(articleKeys).toEqual(expect.arrayContaining(translated))
  })

  test.each(translated)('%s has the headings, steps, notes and pictures of the source', (key) => {
    expect(outline(articleText(locale, key))).toEqual(outline(articleText(sourceLocale, key)))
  })

  test.each(translated)('%s lies where the source lies: same order, topics, first day', (key) => {
    expect(place(articleText(locale, key))).toEqual(place(articleText(sourceLocale, key)))
  })
})

describe.each(locales)('the words in %s', (locale) => {
  const places = knownPaths(locale)

  test.each(filesBelow(`content/articles/${locale}/`))(
    '%s links only to pages that exist, in its own language',
    (key) => {
      const links = articleText(locale, key).matchAll(/(?<!!)\[[^\]]*\]\(([^)\s#]+)[^)]*\)/g)
      for (const [, link] of links) expect(places).toContain(link)
    },
  )

  test('categories are those of the source', () => {
    const keys = (each: Locale) => [...leaves(`content/categories/${each}.json`).keys()]
    expect(keys(locale)).toEqual(keys(sourceLocale))
  })
})

describe.each(
  locales.flatMap((locale) =>
    filesBelow(`locales/${sourceLocale}/`).map((file) => [locale, file] as const),
  ),
)('locales/%s/%s', (locale, file) => {
  const source = () => leaves(`locales/${sourceLocale}/${file}`)
  const words = () => leaves(`locales/${locale}/${file}`)

  test('has the keys of the source, with the plurals of its own language', () => {
    expect([...words().keys()].toSorted()).toEqual(expectedKeys(locale, source()).toSorted())
  })

  test('says something under each key, with the placeholders of the source', () => {
    for (const [key, text] of words()) {
      expect(text.trim(), key).not.toBe('')
      expect(placeholders(key, text), key).toEqual(placeholders(key, sourceText(source(), key)))
    }
  })
})

test('Romanian is written with comma below, never with cedilla', () => {
  const romanian = Object.entries(files).filter(([path]) => /\/ro[/.]/.test(path))
  expect(romanian.length).toBeGreaterThan(articleKeys.length)
  for (const [path, text] of romanian) expect(text.normalize('NFC'), path).not.toMatch(/[şţŞŢ]/)
})

function outline(markdown: string) {
  return {
    headings: [...markdown.matchAll(/^\s*(?:\d+\.\s+)?(#+)\s/gm)].map(([, marks]) => marks),
    notes: markdown.match(/^> \*\*/gm)?.length ?? 0,
    pictures: [...markdown.matchAll(/\]\(picture:([\w-]+)/g)].map(([, name]) => name),
  }
}

function place(markdown: string): string[] {
  return markdown.match(/^(order|topics|published): .*$/gm) ?? []
}

function knownPaths(locale: Locale): string[] {
  const articles = articleKeys.map((key) => `${paths.home(locale)}${key.replace(/\.md$/, '')}/`)
  const categories = articles.map((path) => path.replace(/[^/]+\/$/, ''))
  const pages = [paths.home(locale), paths.newTicket(locale), paths.linkRequest(locale)]
  return [...articles, ...categories, ...pages]
}

function filesBelow(folder: string): string[] {
  const paths = Object.keys(files).filter((path) => path.startsWith(`../${folder}`))
  return paths.map((path) => path.slice(`../${folder}`.length)).toSorted()
}

function read(path: string): string {
  const text = files[`../${path}`]
  if (text === undefined) throw new Error(`${path} is missing`)
  return text
}

/** The words of a JSON file as one map: `{ "a": { "b": "c" } }` gives `a.b` → `c`. */
function leaves(path: string): Map<string, string> {
  return new Map(flatten(JSON.parse(read(path)), ''))
}

function flatten(value: unknown, key: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[key, String(value)]]
  return Object.entries(value).flatMap(([name, part]) =>
    flatten(part, key ? `${key}.${name}` : name),
  )
}

function expectedKeys(locale: Locale, source: ReadonlyMap<string, string>): string[] {
  const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions()
  const keys = [...source.keys()].flatMap((key) => {
    const stem = pluralStem(key)
    const plurals = pluralCategories.map((category) => `${stem}_${category}`)
    // i18next takes `_zero` for 0 in any language, where the source has one.
    if (key.endsWith('_zero')) return [key, ...plurals]
    return stem ? plurals : [key]
  })
  return [...new Set(keys)]
}

function sourceText(source: ReadonlyMap<string, string>, key: string): string {
  const stem = pluralStem(key)
  return source.get(stem ? `${stem}_other` : key) ?? ''
}

function pluralStem(key: string): string | undefined {
  return /^(.+)_(?:zero|one|two|few|many|other)$/.exec(key)?.[1]
}

// A form for a single number may write it out: "one minute".
function placeholders(key: string, text: string): string[] {
  const names = [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name = '']) => name)
  return [...new Set(names)].filter((name) => !(pluralStem(key) && name === 'count')).toSorted()
}

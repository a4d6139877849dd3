import * as z from 'zod'
import { locales, type Locale } from '../../i18n/locales.ts'
import type { Article } from './article.ts'

const categorySchema = z.strictObject({
  title: z.string().trim().min(1),
  description: z.string().trim().min(1),
  order: z.int(),
})

/** `content/categories/<locale>.json`: what a category is called in one language. */
export const categoriesSchema = z.record(z.string(), categorySchema)

export type CategoryWords = z.infer<typeof categorySchema>

/** The words of all categories, by locale. Throws file, fault and remedy where a file is missing or misshapen. */
export function parseCategories(files: ReadonlyMap<string, unknown>) {
  return new Map(locales.map((locale) => [locale, parseFile(locale, files.get(locale))]))
}

/** Throws where an article lies in a category that one of the locales has no words for. */
export function refuseUnnamedCategories(
  articles: readonly Pick<Article, 'category'>[],
  categories: ReadonlyMap<Locale, Record<string, CategoryWords>>,
): void {
  for (const category of new Set(articles.map((article) => article.category)))
    for (const [locale, words] of categories)
      if (!Object.hasOwn(words, category))
        throw new Error(
          `${categoriesFile(locale)}: the category "${category}" is missing. Type ${example(category)}`,
        )
}

function parseFile(locale: Locale, value: unknown): Record<string, CategoryWords> {
  if (value === undefined)
    throw new Error(
      `${categoriesFile(locale)} is missing. Type { ${example('your-ticket')} } into it.`,
    )
  const parsed = categoriesSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new Error(
    `${categoriesFile(locale)}: ${z.prettifyError(parsed.error)}\nType ${example('your-ticket')}`,
  )
}

function categoriesFile(locale: Locale): string {
  return `content/categories/${locale}.json`
}

function example(category: string): string {
  return `"${category}": { "title": "…", "description": "…", "order": 1 }`
}

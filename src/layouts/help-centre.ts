import { getCollection } from 'astro:content'
import type { Article } from '../core/articles/article.ts'
import { idToPlace } from '../core/articles/article-place.ts'
import {
  parseCategories,
  refuseUnnamedCategories,
  type CategoryWords,
} from '../core/articles/categories.ts'
import { inReadingOrder } from '../core/articles/reading-order.ts'
import type { Heading } from '../core/articles/table-of-contents.ts'
import { readingsInLocale, type Reading } from '../core/articles/translations.ts'
import { locales, type Locale } from '../i18n/locales.ts'

/** An article with its Markdown and what that was rendered to. */
export interface WrittenArticle extends Article {
  markdown: string
  html: string
  headings: Heading[]
}

export interface Category extends CategoryWords {
  slug: string
  articles: Reading<WrittenArticle>[]
}

/** All that the pages of one locale show, in reading order. */
export interface HelpCentre {
  articles: Reading<WrittenArticle>[]
  categories: Category[]
}

const categoryFiles = import.meta.glob<unknown>('../../content/categories/*.json', {
  eager: true,
  import: 'default',
})

let reading: Promise<Map<Locale, HelpCentre>> | undefined

/** The help centre of each locale, read and checked once per build. */
export function readHelpCentres(): Promise<Map<Locale, HelpCentre>> {
  if (import.meta.env.DEV) return readAll()
  return (reading ??= readAll())
}

async function readAll(): Promise<Map<Locale, HelpCentre>> {
  const entries = await getCollection('articles')
  const written = entries.map((entry) => ({
    ...entry.data,
    ...idToPlace(entry.id),
    markdown: entry.body ?? '',
    html: entry.rendered?.html ?? '',
    headings: (entry.rendered?.metadata?.['headings'] ?? []) as Heading[],
  }))
  const categories = parseCategories(new Map(Object.entries(categoryFiles).map(fileToLocale)))
  refuseUnnamedCategories(written, categories)
  return new Map(
    locales.map((locale) => [
      locale,
      toHelpCentre(readingsInLocale(written, locale), categories.get(locale) ?? {}),
    ]),
  )
}

function fileToLocale([path, words]: [string, unknown]): [string, unknown] {
  return [path.split('/').at(-1)?.replace('.json', '') ?? '', words]
}

function toHelpCentre(
  readings: Reading<WrittenArticle>[],
  words: Record<string, CategoryWords>,
): HelpCentre {
  const articles = inReadingOrder(readings, words)
  const byCategory = Map.groupBy(articles, (article) => article.category)
  const categories = [...byCategory].flatMap(([slug, members]) => {
    const named = words[slug]
    return named ? [{ ...named, slug, articles: members }] : []
  })
  return { articles, categories }
}

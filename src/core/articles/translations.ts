import { sourceLocale, type Locale } from '../../i18n/locales.ts'
import { articleFile, articleKey, type Article } from './article.ts'

/** An article as the reader of one locale meets it. */
export type Reading<A extends Article> = A & {
  /** `missing`: the source article stands in; `outdated`: the source is newer than its translation. */
  translation: 'current' | 'outdated' | 'missing'
  source: A
  /** The locales this article is really written in, the source first. */
  writtenIn: Locale[]
}

/**
 * Every published source article, in the reader's language where there is a translation.
 * Throws where a translation has no source article at all.
 */
export function readingsInLocale<A extends Article>(
  articles: readonly A[],
  locale: Locale,
): Reading<A>[] {
  refuseOrphans(articles)
  const published = articles.filter((article) => !article.draft)
  return published
    .filter((article) => article.locale === sourceLocale)
    .map((source) => toReading(source, locale, published))
}

function toReading<A extends Article>(source: A, locale: Locale, published: A[]): Reading<A> {
  const versions = published.filter((article) => articleKey(article) === articleKey(source))
  const translated = versions.find((article) => article.locale === locale)
  const others = versions.filter((article) => article !== source)
  const writtenIn = [source, ...others].map((article) => article.locale)
  if (!translated) return { ...source, translation: 'missing', source, writtenIn }
  const translation = source.updated > translated.updated ? 'outdated' : 'current'
  return { ...translated, translation, source, writtenIn }
}

function refuseOrphans(articles: readonly Article[]): void {
  const sources = articles.filter((article) => article.locale === sourceLocale)
  const keys = new Set(sources.map(articleKey))
  const orphan = articles.find((article) => !keys.has(articleKey(article)))
  if (!orphan) return
  const wanted = articleFile({ ...orphan, locale: sourceLocale })
  throw new Error(`${articleFile(orphan)}: its source is missing. Write ${wanted} or rename this.`)
}

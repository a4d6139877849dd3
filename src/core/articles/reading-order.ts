import { articleKey, type Article } from './article.ts'
import type { CategoryWords } from './categories.ts'

/** The whole help centre as one book: by category, then by `order`, then by slug. */
export function inReadingOrder<A extends Article>(
  articles: readonly A[],
  categories: Record<string, Pick<CategoryWords, 'order'>>,
): A[] {
  return articles.toSorted(
    (a, b) =>
      (categories[a.category]?.order ?? 0) - (categories[b.category]?.order ?? 0) ||
      compareText(a.category, b.category) ||
      a.order - b.order ||
      compareText(a.slug, b.slug),
  )
}

/** The pages before and after an article; undefined at the ends. */
export function neighbours<A extends Article>(
  article: Article,
  ordered: readonly A[],
): { previous: A | undefined; next: A | undefined } {
  const index = ordered.findIndex((other) => articleKey(other) === articleKey(article))
  if (index === -1) return { previous: undefined, next: undefined }
  return { previous: ordered[index - 1], next: ordered[index + 1] }
}

// Not by locale: every language gets the same order.
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

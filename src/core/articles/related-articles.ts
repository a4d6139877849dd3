import { articleKey, type Article } from './article.ts'

const maxRelated = 3

/** At most three articles that share most topics with this one, in the given order among equals; none of `shown`. */
export function relatedArticles<A extends Article>(
  article: Article,
  all: readonly A[],
  shown: readonly Article[] = [],
): A[] {
  const taken = new Set([article, ...shown].map(articleKey))
  return all
    .filter((other) => !taken.has(articleKey(other)))
    .map((other) => ({ other, shared: sharedTopics(article, other) }))
    .filter(({ shared }) => shared > 0)
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, maxRelated)
    .map(({ other }) => other)
}

function sharedTopics(one: Article, other: Article): number {
  return new Set(one.topics).intersection(new Set(other.topics)).size
}

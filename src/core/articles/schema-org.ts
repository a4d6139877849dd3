import type { Article } from './article.ts'

export interface Crumb {
  name: string
  /** Absolute. */
  address: string
}

/** What search engines are told of an article, as schema.org has it: the article and where it stands. */
export function schemaOrg(
  article: Pick<Article, 'title' | 'description' | 'published' | 'updated' | 'locale'>,
  trail: readonly Crumb[],
): object {
  const { title, description, published, updated, locale } = article
  const day = (date: Date) => date.toISOString().slice(0, 10)
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'TechArticle',
        headline: title,
        description,
        inLanguage: locale,
        datePublished: day(published),
        dateModified: day(updated),
        mainEntityOfPage: trail.at(-1)?.address,
        publisher: { '@type': 'Organization', name: 'Tichet' },
      },
      {
        '@type': 'BreadcrumbList',
        itemListElement: trail.map(({ name, address }, index) => ({
          '@type': 'ListItem',
          position: index + 1,
          name,
          item: address,
        })),
      },
    ],
  }
}

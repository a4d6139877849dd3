import type { Locale } from '../../i18n/locales.ts'
import type { FrontMatter } from './front-matter.ts'

/** One article as its writer filed it: where it lies and what its front matter says. */
export interface Article extends FrontMatter {
  locale: Locale
  category: string
  slug: string
}

/** What an article shares with its translations: `articleKey(article) // => 'your-ticket/open-from-mail'` */
export function articleKey(article: Pick<Article, 'category' | 'slug'>): string {
  return `${article.category}/${article.slug}`
}

/** The file a writer opens to change the article, from the top of the project. */
export function articleFile(article: Pick<Article, 'locale' | 'category' | 'slug'>): string {
  return `content/articles/${article.locale}/${articleKey(article)}.md`
}

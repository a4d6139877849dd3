import type { APIRoute } from 'astro'
import { parseReadersWords } from '../../core/search/readers-words.ts'
import { buildIndex, toSearchedArticle } from '../../core/search/search-index.ts'
import { readHelpCentres } from '../../layouts/help-centre.ts'
import { searchLanguage } from '../../layouts/search-languages.ts'
import { locales, type Locale } from '../../i18n/locales.ts'
import { paths } from '../../i18n/paths.ts'

const files = import.meta.glob<unknown>('../../../content/search/*.json', {
  eager: true,
  import: 'default',
})

export function getStaticPaths() {
  return locales.map((locale) => ({ params: { locale }, props: { locale } }))
}

/** What the Worker searches. An article without a translation is found by the words of its source. */
export const GET: APIRoute<{ locale: Locale }> = async ({ props: { locale } }) => {
  const centre = (await readHelpCentres()).get(locale)
  const categories = centre?.categories ?? []
  const titles = new Map(categories.map(({ slug, title }) => [slug, title]))
  const articles = centre?.articles ?? []
  const file = `../../../content/search/${locale}.json`
  const slugs = articles.map(({ slug }) => slug)
  const words = parseReadersWords(
    file.replace('../../../', ''),
    files[file] ?? { synonyms: {}, asked: {} },
    slugs,
  )
  const { stopWords, ...language } = await searchLanguage(locale)
  const searched = articles.map(({ category, slug, ...article }) =>
    toSearchedArticle({
      ...article,
      path: paths.article(locale, category, slug),
      category: titles.get(category) ?? '',
    }),
  )
  const topics = categories.map(({ slug, title }) => ({
    path: paths.category(locale, slug),
    title,
  }))
  const shown = { articles: searched, topics }
  return Response.json(buildIndex(language, shown, { ...words, stopWords }))
}

import type { APIRoute } from 'astro'
import { plainMarkdown } from '../../../../core/articles/plain-markdown.ts'
import { readHelpCentres, type WrittenArticle } from '../../../../layouts/help-centre.ts'

// Only what is written in the locale: a program needs no source article in another language's place.
export async function getStaticPaths() {
  return [...(await readHelpCentres())].flatMap(([locale, centre]) =>
    centre.articles
      .filter(({ translation }) => translation !== 'missing')
      .map((article) => ({
        params: { locale, category: article.category, article: article.slug },
        props: { article },
      })),
  )
}

export const GET: APIRoute<{ article: WrittenArticle }> = ({ props: { article }, site }) => {
  return new Response(plainMarkdown(article, article.markdown, site?.origin ?? ''))
}

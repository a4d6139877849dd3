import type { APIRoute } from 'astro'
import { localeEntry, locales, sourceLocale } from '../i18n/locales.ts'
import { paths } from '../i18n/paths.ts'
import { translator } from '../i18n/translator.ts'
import { readHelpCentres } from '../layouts/help-centre.ts'

/** The help centre for language models (llmstxt.org): every article as Markdown, the source's and where the others are. */
export const GET: APIRoute = async ({ site }) => {
  const centre = (await readHelpCentres()).get(sourceLocale)
  const absolute = (path: string) => new URL(path, site).href
  const sections = (centre?.categories ?? []).map(({ title, articles }) => {
    const lines = articles.map(({ title: name, description, category, slug }) => {
      return `- [${name}](${absolute(paths.articleMarkdown(sourceLocale, category, slug))}): ${description}`
    })
    return `## ${title}\n\n${lines.join('\n')}`
  })
  const languages = locales.map(
    (locale) => `- [${localeEntry(locale).name}](${absolute(paths.sitemap(locale))})`,
  )
  const about = translator(sourceLocale, 'site')('home.description')
  const page = `# Tichet\n\n> ${about}\n\n${sections.join('\n\n')}\n\n## Languages\n\n${languages.join('\n')}\n`
  return new Response(page)
}

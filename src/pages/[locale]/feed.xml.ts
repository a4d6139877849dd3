import type { APIRoute } from 'astro'
import { feed } from '../../core/articles/feed.ts'
import { locales, type Locale } from '../../i18n/locales.ts'
import { paths } from '../../i18n/paths.ts'
import { translator } from '../../i18n/translator.ts'
import { readHelpCentres } from '../../layouts/help-centre.ts'

export function getStaticPaths() {
  return locales.map((locale) => ({ params: { locale }, props: { locale } }))
}

export const GET: APIRoute<{ locale: Locale }> = async ({ props: { locale }, site }) => {
  const centre = (await readHelpCentres()).get(locale)
  const written = (centre?.articles ?? []).filter(({ translation }) => translation !== 'missing')
  const t = translator(locale, 'site')
  const absolute = (path: string) => new URL(path, site).href
  const channel = {
    title: t('header.home'),
    description: t('home.description'),
    language: locale,
    home: absolute(paths.home(locale)),
    self: absolute(paths.feed(locale)),
  }
  const articles = written.map((article) => ({
    ...article,
    address: absolute(paths.article(locale, article.category, article.slug)),
  }))
  return new Response(feed(channel, articles))
}

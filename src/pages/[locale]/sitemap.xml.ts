import type { APIRoute } from 'astro'
import { sitemap } from '../../core/articles/sitemap.ts'
import { alternatesOf, sitePages } from '../../layouts/site-pages.ts'
import { locales, type Locale } from '../../i18n/locales.ts'

export function getStaticPaths() {
  return locales.map((locale) => ({ params: { locale }, props: { locale } }))
}

/** What is really written in this locale; a source article that stands in for a translation is listed as the source. */
export const GET: APIRoute<{ locale: Locale }> = async ({ props, site }) => {
  const pages = await sitePages(props.locale)
  const listed = pages.map(({ path, updated, writtenIn }) => ({
    address: new URL(path(props.locale), site).href,
    updated,
    languages: alternatesOf(path, writtenIn, site),
  }))
  return new Response(sitemap(listed))
}

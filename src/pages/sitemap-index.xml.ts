import type { APIRoute } from 'astro'
import { sitemapIndex } from '../core/articles/sitemap.ts'
import { locales } from '../i18n/locales.ts'
import { paths } from '../i18n/paths.ts'

/** One sitemap for each locale. */
export const GET: APIRoute = ({ site }) => {
  const addresses = locales.map((locale) => new URL(paths.sitemap(locale), site).href)
  return new Response(sitemapIndex(addresses))
}

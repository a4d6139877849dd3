import { locales, sourceLocale, type Locale } from '../i18n/locales.ts'
import { paths } from '../i18n/paths.ts'
import { readHelpCentres } from './help-centre.ts'

/** A static page as search engines meet it. */
export interface SitePage {
  path: (locale: Locale) => string
  updated?: Date | undefined
  /** The locales whose words it really has. */
  writtenIn: Locale[]
}

/** The pages that are written in a locale: home, categories, articles; never one that stands in for a translation. */
export async function sitePages(locale: Locale): Promise<SitePage[]> {
  const centre = (await readHelpCentres()).get(locale)
  const categories = centre?.categories ?? []
  const written = (centre?.articles ?? []).filter(({ translation }) => translation !== 'missing')
  return [
    { path: paths.home, writtenIn: locales },
    ...categories.map(({ slug }) => ({
      path: (each: Locale) => paths.category(each, slug),
      writtenIn: locales,
    })),
    ...written.map(({ category, slug, updated, writtenIn }) => ({
      path: (each: Locale) => paths.article(each, category, slug),
      updated,
      writtenIn,
    })),
  ]
}

/** A page's absolute addresses by BCP 47 code; `x-default` is the source's, where there is one. */
export function alternatesOf(
  path: (locale: Locale) => string,
  writtenIn: readonly Locale[],
  site: URL | undefined,
): Record<string, string> {
  const absolute = (locale: Locale) => new URL(path(locale), site).href
  const languages = Object.fromEntries(writtenIn.map((locale) => [locale, absolute(locale)]))
  if (!writtenIn.includes(sourceLocale)) return languages
  return { ...languages, 'x-default': absolute(sourceLocale) }
}

import type { Locale } from '../../i18n/locales.ts'

/** Turns the links of a body shown to readers of another locale: `href="/en/link/"` to `href="/ro/link/"`. */
export function linksInLocale(html: string, from: Locale, to: Locale): string {
  return html.replaceAll(`href="/${from}/`, `href="/${to}/`)
}

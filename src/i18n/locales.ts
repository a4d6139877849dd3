import index from '../../locales/index.json' with { type: 'json' }

/** BCP 47 code of a locale the product is offered in; the first one of `locales/index.json` is the source. */
export type Locale = keyof typeof index

export interface LocaleEntry {
  name: string
  direction: 'ltr' | 'rtl'
  /** For the search: module of `@orama/stemmers`, and list of `stopword`. A language without one is searched without. */
  stemmer?: string
  stopWords?: string
}

export const locales = Object.keys(index) as Locale[]

export const sourceLocale: Locale = 'en'

/** `isLocale('ro') // => true` */
export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && Object.hasOwn(index, value)
}

/** `localeEntry('ro') // => { name: 'Română', direction: 'ltr' }` */
export function localeEntry(locale: Locale): LocaleEntry {
  return index[locale] as LocaleEntry
}

/** `pathToLocale('/ro/tickete/') // => 'ro'`; undefined where the path begins with none. */
export function pathToLocale(pathname: string): Locale | undefined {
  const first = pathname.split('/')[1]
  return isLocale(first) ? first : undefined
}

import type { SearchIndex } from '../core/search/search-index.ts'
import { openSearch, type OpenSearch, type Search } from '../core/search/search.ts'
import { locales, type Locale } from '../i18n/locales.ts'
import { paths } from '../i18n/paths.ts'

/** Static files of the site, as the platform serves them. */
export type Assets = Pick<Fetcher, 'fetch'>

/** Reads each locale's index once in the isolate's life. One that could not be read is tried again when asked for. */
export function openSearches(assets: Assets): OpenSearch {
  const opened = new Map<Locale, Promise<Search>>()
  return (locale) => {
    const known = opened.get(locale)
    if (known) return known
    const opening = readIndex(assets, locale).then(openSearch)
    opened.set(locale, opening)
    opening.catch(() => opened.delete(locale))
    return opening
  }
}

async function readIndex(assets: Assets, locale: Locale): Promise<SearchIndex> {
  if (!locales.includes(locale)) throw new RangeError(`No locale ${locale}`)
  const answer = await assets.fetch(new URL(paths.searchIndex(locale), 'https://assets.local'))
  if (!answer.ok) throw new Error(`The search index of ${locale} answered ${answer.status}`)
  return answer.json()
}

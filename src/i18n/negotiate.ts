import { isLocale, locales, sourceLocale, type Locale } from './locales.ts'

/**
 * The locale for a visitor of `/`: the remembered one, else the best of `Accept-Language`, else the source.
 * `negotiateLocale(undefined, 'it-CH, en;q=0.5') // => 'it'`
 */
export function negotiateLocale(
  remembered: string | undefined,
  acceptLanguage: string | undefined,
): Locale {
  if (isLocale(remembered)) return remembered
  for (const range of acceptedRanges(acceptLanguage ?? '')) {
    const match = rangeToLocale(range)
    if (match) return match
  }
  return sourceLocale
}

// RFC 9110 §12.5.4: weights from 0 to 1, none means 1, 0 means "not acceptable".
function acceptedRanges(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.trim().split(';')
      const weight = parameters.map((text) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(text)?.[1])
      return { range: range.trim().toLowerCase(), weight: Number(weight.find(Boolean) ?? 1) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ range }) => range)
}

// RFC 4647 §3.4, lookup: the range itself, then with its last subtags dropped. No locale has more than a few subtags.
function rangeToLocale(range: string): Locale | undefined {
  const subtags = range.split('-', 8)
  while (subtags.length > 0) {
    const wanted = subtags.join('-')
    const match = locales.find((locale) => locale.toLowerCase() === wanted)
    if (match) return match
    subtags.pop()
  }
  return undefined
}

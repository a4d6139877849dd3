import type { Locale } from '../../i18n/locales.ts'

const wordsPerMinute = 200

/** Whole minutes to read an article's Markdown, at least 1. Words are counted as the language parts them. */
export function readingMinutes(locale: Locale, markdown: string): number {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' })
  const words = [...segmenter.segment(visibleText(markdown))].filter((part) => part.isWordLike)
  return Math.max(1, Math.round(words.length / wordsPerMinute))
}

function visibleText(markdown: string): string {
  return markdown.replace(/!\[[^\]]*\]\([^)]*\)/g, '').replace(/\]\([^)]*\)/g, '')
}

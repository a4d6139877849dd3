import * as stopWordLists from 'stopword'
import type { Stem } from '../core/search/lexicon.ts'
import { localeEntry, type Locale } from '../i18n/locales.ts'

/** What a language takes off its words, and which of them say nothing, as `locales/index.json` names them. */
export async function searchLanguage(
  locale: Locale,
): Promise<{ locale: string; stem: Stem; stopWords: readonly string[] }> {
  const { stemmer, stopWords } = localeEntry(locale)
  return {
    locale,
    stem: stemmer ? await loadStemmer(stemmer) : firstLetters,
    stopWords: listOf(stopWords),
  }
}

// What most forms of a word share, where nobody has written a stemmer.
const firstLetters: Stem = (word) => word.slice(0, 5)

// By Node itself, while the site is built: only the languages there are, and nothing of it in the Worker.
async function loadStemmer(name: string): Promise<Stem> {
  try {
    const module = (await import(/* @vite-ignore */ `@orama/stemmers/${name}`)) as { stemmer: Stem }
    return module.stemmer
  } catch (cause) {
    throw new Error(`locales/index.json: there is no stemmer "${name}".`, { cause })
  }
}

function listOf(name: string | undefined): readonly string[] {
  if (!name) return []
  const list = (stopWordLists as unknown as Record<string, readonly string[]>)[name]
  if (!list) throw new Error(`locales/index.json: there is no list of stop words "${name}".`)
  return list
}

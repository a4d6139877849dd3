import type { TFunction } from 'i18next'
import type { Locale } from './locales.ts'
import { openSentences, type WordFiles } from './sentences.ts'

/** One file of a locale. The words of drawings are in `picture-words.ts`. */
export type Namespace = 'site' | 'tickets' | 'emails' | 'problems'

const files: WordFiles = import.meta.glob('../../locales/*/{site,tickets,emails,problems}.json', {
  eager: true,
  import: 'default',
})

const sentences = openSentences(files)

/** The words of one file in one locale: `translator('ro', 'tickets')('reply.send') // => 'Trimite răspunsul'`. */
export function translator<N extends Namespace>(locale: Locale, namespace: N): TFunction<N> {
  return sentences(locale, namespace) as unknown as TFunction<N>
}

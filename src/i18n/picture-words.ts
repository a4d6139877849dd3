import type { TFunction } from 'i18next'
import type { Locale } from './locales.ts'
import { openSentences, type WordFiles } from './sentences.ts'

// Apart from the others: drawings are made with the articles, and the Worker carries nothing that it never says.
const files: WordFiles = import.meta.glob('../../locales/*/pictures.json', {
  eager: true,
  import: 'default',
})

const sentences = openSentences(files)

/** The words of drawings in one locale: `pictureWords('it')('app.help') // => 'Assistenza'`. */
export function pictureWords(locale: Locale): TFunction<'pictures'> {
  return sentences(locale, 'pictures') as unknown as TFunction<'pictures'>
}

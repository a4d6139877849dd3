import SearchableMap from 'minisearch/SearchableMap'
import { foldWord, placedWords } from './words.ts'

/** What takes inflection off a word: `stem('tichetelor') // => 'tichet'`. */
export type Stem = (word: string) => string

/** The words of a locale's articles and the stem of each, where that is another: both folded. */
export type Forms = Record<string, string>

/** Makes terms of a text: what is indexed, and what of a text was found. */
export interface Lexicon {
  /** The stem of each word, and the word itself where it is another: whoever types just that form means it. */
  textToTerms(text: string): string[]
  /** The stem of each word alone, in their order. */
  textToStems(text: string): string[]
}

/** The lexicon of a site that is being built. What became of each word is kept in `forms`, for `readLexicon`. */
export function buildLexicon(locale: string, stem: Stem, forms: Forms): Lexicon {
  return openLexicon(locale, (folded, word) => {
    const term = foldWord(stem(word.toLocaleLowerCase(locale).normalize('NFC')), locale)
    if (term !== folded) forms[folded] = term
    return term
  })
}

/** A term that a word may stand for, and how surely: 1 where it is the word's own stem. */
export interface Reading {
  term: string
  weight: number
}

/** Reads what is typed: needs no stemmer, and knows what to make of words that no article has. */
export interface WordReader {
  readWord(word: string): Reading[]
}

const formWeight = 0.5
const mostTaken = 4
const leastLeft = 4
const longWord = 8
const mostReadings = 6

/** The lexicon of an index, by the terms and forms of its articles. */
export function readLexicon(
  locale: string,
  forms: Forms,
  terms: Iterable<string>,
): Lexicon & WordReader {
  const words = SearchableMap.from<string>([
    ...[...terms].map((term): [string, string] => [term, term]),
    ...Object.entries(forms),
  ])
  const lexicon = openLexicon(locale, (folded) => words.get(folded) ?? folded)
  const readWord = (word: string): Reading[] => {
    const folded = foldWord(word, locale)
    if (tooShort.test(folded)) return []
    const own = words.get(folded)
    if (own !== undefined) return own === folded ? [sure(own)] : [sure(own), formOf(folded)]
    const plain = words.get(withoutSecondVowels(folded))
    if (plain !== undefined) return [sure(plain)]
    return surest([...cutReadings(words, folded), ...slipReadings(words, folded)])
  }
  return { ...lexicon, readWord }
}

type KnownWords = SearchableMap<string>

const sure = (term: string): Reading => ({ term, weight: 1 })
const formOf = (folded: string): Reading => ({ term: formTerm(folded), weight: formWeight })

// ä, ö and ü where the keyboard has none: "oeffnen" for "öffnen".
function withoutSecondVowels(word: string): string {
  return word.replaceAll(/(?<=[aou])e/g, '')
}

// A form that no article has: the longest beginning that is one.
function cutReadings(words: KnownWords, word: string): Reading[] {
  const least = Math.max(leastLeft, word.length - mostTaken)
  for (let length = word.length - 1; length >= least; length -= 1) {
    const term = words.get(word.slice(0, length))
    if (term !== undefined) return [sure(term)]
  }
  return []
}

// One letter missing, doubled, other or swapped with the next; two in a long word.
function slipReadings(words: KnownWords, word: string): Reading[] {
  if (word.length < leastLeft) return []
  const near = [...words.fuzzyGet(word, word.length < longWord ? 1 : 2)].map(
    ([, [term, distance]]) => ({ term, weight: 1 - distance / word.length }),
  )
  const swapped = Array.from({ length: word.length - 1 }, (_, at) => {
    return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)
  })
  return [...near, ...swapped.flatMap((each) => words.get(each) ?? []).map(sure)]
}

function surest(readings: readonly Reading[]): Reading[] {
  const weights = new Map<string, number>()
  for (const { term, weight } of readings) {
    weights.set(term, Math.max(weight, weights.get(term) ?? 0))
  }
  const all = [...weights].map(([term, weight]) => ({ term, weight }))
  return all.toSorted((a, b) => b.weight - a.weight).slice(0, mostReadings)
}

// One letter alone says nothing, but where it is a word's sign or a number.
const tooShort = /^[^\p{Script=Han}\p{N}]?$/u

// No word begins so: a form is no stem of another word.
const formTerm = (folded: string) => `=${folded}`

/** Whether a term is a form of a word and not its stem. */
export const isForm = (term: string): boolean => term.startsWith('=')

const mostRemembered = 20_000

function openLexicon(locale: string, toStem: (folded: string, word: string) => string): Lexicon {
  // A text says most of its words again and again.
  const remembered = new Map<string, string[]>()
  const termsOf = (word: string): string[] => {
    const known = remembered.get(word)
    if (known) return known
    const folded = foldWord(word, locale)
    const stem = toStem(folded, word)
    const terms = stem === folded ? [stem] : [stem, formTerm(folded)]
    const made = tooShort.test(folded) ? [] : terms
    if (remembered.size < mostRemembered) remembered.set(word, made)
    return made
  }
  return {
    textToTerms: (text) => placedWords(text).flatMap(({ text: word }) => termsOf(word)),
    textToStems: (text) => placedWords(text).flatMap(({ text: word }) => termsOf(word).slice(0, 1)),
  }
}

import MiniSearch, { type Query } from 'minisearch'
import type { Locale } from '../../i18n/locales.ts'
import { isForm, readLexicon, type Lexicon, type Reading, type WordReader } from './lexicon.ts'
import {
  articleOptions,
  lineOptions,
  type SearchedArticle,
  type SearchIndex,
  type Topic,
} from './search-index.ts'
import type { Section } from './sections.ts'
import { toExcerpt, type ExcerptPiece } from './excerpt.ts'
import { placedWords } from './words.ts'

export interface SearchHit {
  path: string
  title: string
  category: string
  /** The section that answers, where it is one with a heading. */
  section: { heading: string; anchor: string } | undefined
  excerpt: ExcerptPiece[]
}

/** The search of one locale. */
export interface Search {
  /** The best hit comes first; at most ten. Never throws, whatever is searched for. */
  find(query: string): SearchHit[]
  topics: Topic[]
}

/** Opens the search of a locale; rejects where its index cannot be read. */
export type OpenSearch = (locale: Locale) => Promise<Search>

// Weighed on the queries of `tests/e2e/search`, whose hits they keep.
const fieldWeights = { title: 5, headings: 2, asked: 3, description: 2, text: 1 }
const synonymWeight = 0.6
const stopWeight = 0.1
// How much its best line, which may answer the query as a whole, adds to an article.
const lineShare = 1.5
// Of the best hit's score, what one has to have to be shown.
const leastShare = 0.2

/** Characters of a query that are read. */
export const longestQuery = 200
const maxWords = 12
const maxHits = 10

/** Opens the index of a locale. */
export function openSearch(shipped: SearchIndex): Search {
  const { articles, topics } = shipped
  const synonyms = new Map(Object.entries(shipped.synonyms))
  const stopTerms = new Set(shipped.stopTerms)
  const lexicon = readLexicon(shipped.locale, shipped.forms, knownTerms(shipped))
  const ofArticles = MiniSearch.loadJS(shipped.articleIndex as never, articleOptions(lexicon))
  const ofLines = MiniSearch.loadJS(shipped.lineIndex as never, lineOptions(lexicon))
  const sectionsOf = openSections(lexicon)
  const find = (text: string): SearchHit[] => {
    const query = toQuery(readWords(text, lexicon, stopTerms), synonyms)
    const bestLines = new Map<number, number>()
    for (const { article, score } of ofLines.search(query, { tokenize: asOne })) {
      bestLines.set(article, Math.max(score, bestLines.get(article) ?? 0))
    }
    const found = ofArticles.search(query, { tokenize: asOne, boost: fieldWeights })
    const ranked = found.map(({ id, score, match }) => ({
      article: articles[id as number],
      terms: tellingOf(Object.keys(match), stopTerms),
      score: score + lineShare * (bestLines.get(id as number) ?? 0),
    }))
    return bestOf(ranked).flatMap(({ article, terms }) => {
      if (!article) return []
      return [toHit(article, bestSection(sectionsOf(article), terms), terms, lexicon)]
    })
  }
  return { find, topics }
}

function knownTerms({ articleIndex, synonyms, stopTerms }: SearchIndex): string[] {
  const { index } = articleIndex as { index: [string, unknown][] }
  const ofSynonyms = Object.keys(synonyms).flatMap((typed) => typed.split(' '))
  const stems = index.map(([term]) => term).filter((term) => !isForm(term))
  return [...stems, ...ofSynonyms, ...stopTerms]
}

// What shares but a word or two with the query helps nobody who sees what answers it.
function bestOf<Ranked extends { score: number }>(ranked: Ranked[]): Ranked[] {
  const sorted = ranked.toSorted((a, b) => b.score - a.score).slice(0, maxHits)
  const least = leastShare * (sorted[0]?.score ?? 0)
  return sorted.filter(({ score }) => score >= least)
}

function tellingOf(terms: string[], stopTerms: ReadonlySet<string>): string[] {
  const telling = terms.filter((term) => !stopTerms.has(term))
  return telling.length > 0 ? telling : terms
}

// Terms have been made already.
const asOne = (term: string) => [term]

function readWords(
  text: string,
  { readWord }: WordReader,
  stopTerms: ReadonlySet<string>,
): Reading[][] {
  const words = placedWords(text.slice(0, longestQuery)).slice(0, maxWords)
  return words.map((word) =>
    readWord(word.text).map(({ term, weight }) => ({
      term,
      weight: stopTerms.has(term) ? weight * stopWeight : weight,
    })),
  )
}

function toQuery(words: Reading[][], synonyms: ReadonlyMap<string, string[]>): Query {
  const last = words.length - 1
  const typed = words.flatMap((readings, at) =>
    readings.map(({ term, weight }) => ({
      queries: [term],
      // Who types has not yet typed the end of the last word.
      prefix: at === last && term.length > 1,
      boostTerm: () => weight,
    })),
  )
  const own = words.flatMap(([first]) => first?.term ?? [])
  const meant = synonymsOf(own, synonyms).map((term) => ({
    queries: [term],
    boostTerm: () => synonymWeight,
  }))
  return { combineWith: 'OR', queries: [...typed, ...meant] }
}

function synonymsOf(terms: readonly string[], synonyms: ReadonlyMap<string, string[]>): string[] {
  const rows = [1, 2, 3].flatMap((length) =>
    terms.map((_, at) => terms.slice(at, at + length).join(' ')),
  )
  const meant = rows.flatMap((row) => synonyms.get(row) ?? [])
  return [...new Set(meant)].filter((term) => !terms.includes(term))
}

interface SectionTerms {
  section: Section
  heading: ReadonlySet<string>
  text: ReadonlySet<string>
}

/** The terms of an article's sections, taken apart at its first hit. */
function openSections({ textToTerms }: Lexicon): (article: SearchedArticle) => SectionTerms[] {
  const taken = new Map<SearchedArticle, SectionTerms[]>()
  return (article) => {
    const known = taken.get(article)
    if (known) return known
    const made = article.sections.map((section) => ({
      section,
      heading: new Set(textToTerms(section.heading)),
      text: new Set(textToTerms(section.text)),
    }))
    taken.set(article, made)
    return made
  }
}

// The one with most of the terms that were found; those of its heading count twice.
function bestSection(sections: readonly SectionTerms[], found: readonly string[]) {
  let best: Section | undefined
  let most = 0
  for (const { section, heading, text } of sections) {
    const inHeading = found.filter((term) => heading.has(term)).length
    const count = 2 * inHeading + found.filter((term) => text.has(term)).length
    if (count > most) [best, most] = [section, count]
  }
  return best
}

function toHit(
  { path, title, category, description }: SearchedArticle,
  best: Section | undefined,
  found: readonly string[],
  { textToTerms }: Lexicon,
): SearchHit {
  const section = best?.anchor ? { heading: best.heading, anchor: best.anchor } : undefined
  const text = best && best.text !== '' ? best.text : description
  const terms = new Set(found)
  const isMatch = (word: string) => textToTerms(word).some((term) => terms.has(term))
  return { path, title, category, section, excerpt: toExcerpt(text, isMatch) }
}

import MiniSearch, { type Options } from 'minisearch'
import type { Heading } from '../articles/table-of-contents.ts'
import { buildLexicon, type Forms, type Lexicon, type Stem } from './lexicon.ts'
import { toSections, type Section } from './sections.ts'

/** What of an article is searched, and shown of it. */
export interface SearchedArticle {
  path: string
  title: string
  description: string
  /** Name of its category. */
  category: string
  sections: Section[]
}

/** A category of the help centre. */
export interface Topic {
  path: string
  title: string
}

/** What readers of a language call things. */
export interface ReadersWords {
  /** Words for a term that readers use and articles do not: `{ ticket: ['request', 'case'] }`. */
  synonyms: Record<string, readonly string[]>
  /** By the article's slug, how readers ask for it. */
  asked: Record<string, readonly string[]>
  /** Words that say nothing of what is looked for, such as "how" and "my". */
  stopWords: readonly string[]
}

/** The index of one locale as it is shipped. */
export interface SearchIndex {
  locale: string
  /** MiniSearch's own, as JSON. */
  articleIndex: unknown
  lineIndex: unknown
  forms: Forms
  articles: SearchedArticle[]
  /** Where to look when nothing is found. */
  topics: Topic[]
  /** Terms to look for beside a term, or beside two or three of them in a row. */
  synonyms: Record<string, string[]>
  stopTerms: string[]
}

/** An article as it is indexed; `id` is its place in `articles`. */
export interface IndexedArticle {
  id: number
  title: string
  headings: string
  description: string
  asked: string
  text: string
}

/** A short text that may answer a query as a whole: a title, a heading, a way of asking. */
export interface IndexedLine {
  id: number
  text: string
  /** Place of its article. */
  article: number
}

/** How MiniSearch is set up for articles, the same on both sides. */
export function articleOptions({ textToTerms }: Lexicon): Options<IndexedArticle> {
  return {
    fields: ['title', 'headings', 'description', 'asked', 'text'],
    tokenize: textToTerms,
    processTerm: (term) => term,
  }
}

/** The same for lines. */
export function lineOptions({ textToTerms }: Lexicon): Options<IndexedLine> {
  return {
    fields: ['text'],
    storeFields: ['article'],
    tokenize: textToTerms,
    processTerm: (term) => term,
  }
}

/** The part of an article that is searched and shown. */
export function toSearchedArticle(article: {
  path: string
  title: string
  description: string
  category: string
  markdown: string
  headings: readonly Heading[]
}): SearchedArticle {
  const { path, title, description, category, markdown, headings } = article
  return { path, title, description, category, sections: toSections(markdown, headings) }
}

/** Builds the index of a locale. */
export function buildIndex(
  language: { locale: string; stem: Stem },
  { articles, topics }: Pick<SearchIndex, 'articles' | 'topics'>,
  { synonyms, asked, stopWords }: ReadersWords,
): SearchIndex {
  const { locale, stem } = language
  const forms: Forms = {}
  const lexicon = buildLexicon(locale, stem, forms)
  const ofArticles = new MiniSearch(articleOptions(lexicon))
  const ofLines = new MiniSearch(lineOptions(lexicon))
  for (const [id, article] of articles.entries()) {
    const { title, description, sections } = article
    const slug = pathToSlug(article.path)
    // Who mistypes an address asks in its words.
    const questions = [...(asked[slug] ?? []), slug.replaceAll('-', ' ')]
    const headings = sections.map(({ heading }) => heading).filter((heading) => heading !== '')
    ofArticles.add({
      id,
      title,
      description,
      headings: headings.join('\n'),
      asked: questions.join('\n'),
      text: sections.map(({ text }) => text).join('\n'),
    })
    const lines = [title, description, ...headings, ...questions]
    for (const text of lines) ofLines.add({ id: ofLines.documentCount, text, article: id })
  }
  return {
    locale,
    articleIndex: ofArticles.toJSON(),
    lineIndex: ofLines.toJSON(),
    articles,
    topics,
    synonyms: toTerms(lexicon, synonyms),
    stopTerms: [...new Set(stopWords.flatMap((word) => lexicon.textToStems(word)))],
    forms,
  }
}

function pathToSlug(path: string): string {
  return path.split('/').findLast((segment) => segment !== '') ?? ''
}

function toTerms(
  { textToStems }: Lexicon,
  synonyms: ReadersWords['synonyms'],
): Record<string, string[]> {
  const terms = new Map<string, Set<string>>()
  for (const [term, others] of Object.entries(synonyms)) {
    const meant = textToStems(term)
    for (const other of others) {
      const typed = textToStems(other).join(' ')
      if (typed === '' || typed === meant.join(' ')) continue
      terms.set(typed, new Set([...(terms.get(typed) ?? []), ...meant]))
    }
  }
  return Object.fromEntries([...terms].map(([typed, meant]) => [typed, [...meant]]))
}

import type { Heading } from '../articles/table-of-contents.ts'

/** A part of an article that a result can lead to; the first one has no heading. */
export interface Section {
  heading: string
  /** What stands after `#` in its address; empty for the part before the first heading. */
  anchor: string
  text: string
}

const headingLine = /^\s*(?:\d+\.\s+|[-*]\s+)?#{2,6}\s+.*$/m

/** Cuts an article at its headings, which come in the order of `headings`; its texts are plain words. */
export function toSections(markdown: string, headings: readonly Heading[]): Section[] {
  const texts = markdown.split(new RegExp(headingLine.source, 'gm')).map(plainWords)
  const named = [{ text: '', slug: '' }, ...headings]
  return texts.flatMap((text, at) => {
    const heading = named[at]
    return heading ? [{ heading: heading.text, anchor: heading.slug, text }] : []
  })
}

/** Markdown without its marks: what a reader reads of it. */
function plainWords(markdown: string): string {
  return markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^\s*(?:>|[-*]\s|\d+\.\s)+/gm, '')
    .replaceAll(/\*\*|__|`/g, '')
    .replaceAll(/(?<![\p{L}\p{N}])[*_](?=\S)|(?<=\S)[*_](?![\p{L}\p{N}])/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

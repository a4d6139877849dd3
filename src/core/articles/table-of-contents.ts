export interface Heading {
  depth: number
  slug: string
  text: string
}

/** The sections of an article that are worth a jump: its second-level headings, none where there is only one. */
export function tableOfContents(headings: readonly Heading[]): Heading[] {
  const sections = headings.filter((heading) => heading.depth === 2)
  return sections.length > 1 ? sections : []
}

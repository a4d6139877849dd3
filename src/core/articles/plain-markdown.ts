import type { Article } from './article.ts'

const picture = /^(\s*)!\[([^\]]*)\]\(picture:[^)]*\)$/gm

/**
 * An article as plain Markdown for programs: its title as the one heading of the first level, links absolute, and for
 * each drawing the words of what it shows.
 */
export function plainMarkdown(
  { title, description, updated }: Pick<Article, 'title' | 'description' | 'updated'>,
  markdown: string,
  origin: string,
): string {
  const body = markdown
    .replace(picture, (_, indent: string, shown: string) => `${indent}*${shown}*`)
    .replaceAll(/\]\(\//g, `](${origin}/`)
  const day = updated.toISOString().slice(0, 10)
  return `# ${title}\n\n> ${description} (${day})\n\n${body.trim()}\n`
}

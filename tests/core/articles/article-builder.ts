import type { Article } from '../../../src/core/articles/article.ts'

/** An article with unremarkable front matter; name what the test is about. */
export function article(changes: Partial<Article> = {}): Article {
  const day = new Date('2026-11-01')
  return {
    locale: 'en',
    category: 'your-ticket',
    slug: 'open-from-mail',
    title: 'Open your ticket',
    description: 'How to open it.',
    published: day,
    updated: day,
    order: 1,
    topics: ['mail'],
    ...changes,
  }
}

import type { Article } from './article.ts'
import { xmlElement, escapeXml } from './xml.ts'

export interface FeedChannel {
  title: string
  description: string
  language: string
  /** Absolute addresses of the help centre and of the feed itself. */
  home: string
  self: string
}

export type FeedArticle = Pick<Article, 'title' | 'description' | 'published' | 'updated'> & {
  /** Absolute. */
  address: string
}

/** RSS 2.0 with the articles changed last first. A changed article is a new item: its guid carries the day. */
export function feed(channel: FeedChannel, articles: readonly FeedArticle[]): string {
  const newestFirst = articles.toSorted((a, b) => b.updated.getTime() - a.updated.getTime())
  const newest = newestFirst[0]?.updated
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
${xmlElement('title', channel.title)}
${xmlElement('link', channel.home)}
${xmlElement('description', channel.description)}
${xmlElement('language', channel.language)}
<atom:link href="${escapeXml(channel.self)}" rel="self" type="application/rss+xml"/>
${newest ? xmlElement('lastBuildDate', newest.toUTCString()) : ''}
${newestFirst.map(feedItem).join('\n')}
</channel>
</rss>
`
}

function feedItem({ title, description, updated, address }: FeedArticle): string {
  const day = updated.toISOString().slice(0, 10)
  return `<item>${xmlElement('title', title)}${xmlElement('link', address)}<guid isPermaLink="false">${escapeXml(`${address}#${day}`)}</guid>${xmlElement('pubDate', updated.toUTCString())}${xmlElement('description', description)}</item>`
}

import { readFileSync, globSync } from 'node:fs'
import { describe, expect, inject, test } from 'vitest'
import { locales } from '../../src/i18n/locales.ts'
import { paths } from '../../src/i18n/paths.ts'

const read = async (path: string) => {
  const answer = await fetch(inject('origin') + path)
  expect(answer.status, path).toBe(200)
  return { type: answer.headers.get('Content-Type'), text: await answer.text() }
}

const published = (locale: string) =>
  globSync(`content/articles/${locale}/*/*.md`)
    .filter((file) => !/^draft: true$/m.test(readFileSync(file, 'utf8')))
    .map((file) => file.replace(/^content\/articles|\.md$/g, ''))

test('robots.txt keeps tickets out and names the sitemap, which names one for each locale', async () => {
  const robots = (await read('/robots.txt')).text
  expect(robots).toContain('Disallow: /*/tickets/')
  expect(robots).toMatch(/^Sitemap: https?:\/\/[^/]+\/sitemap-index\.xml$/m)
  const index = (await read(paths.sitemapIndex)).text
  for (const locale of locales) expect(index).toContain(paths.sitemap(locale))
})

describe.each(locales)('%s', (locale) => {
  test('the sitemap has what is published in the locale, in each of its languages', async () => {
    const { text } = await read(paths.sitemap(locale))
    const listed = [...text.matchAll(/<loc>https?:\/\/[^/]+([^<]*)<\/loc>/g)].map(
      ([, path]) => path,
    )
    const articles = listed.filter((path) => path?.split('/').length === 5)
    expect(articles.toSorted()).toEqual(
      published(locale)
        .map((path) => `${path}/`)
        .toSorted(),
    )
    expect(text).toContain('hreflang="x-default"')
    expect(text).not.toContain('/tickets/')
  })

  test('the feed has every published article', async () => {
    const { type, text } = await read(paths.feed(locale))
    expect(type).toContain('application/rss+xml')
    expect(text.match(/<item>/g)?.length).toBe(published(locale).length)
  })

  test('an article is there as Markdown, and tells its language to search engines', async () => {
    const place = [locale, 'your-ticket', 'open-from-mail'] as const
    const { type, text } = await read(paths.articleMarkdown(...place))
    expect(type).toBe('text/markdown; charset=utf-8')
    expect(text).toMatch(/^# \S/)
    expect(text).not.toContain('](picture:')
    const page = (await read(paths.article(...place))).text
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '{}'
    expect(JSON.parse(json)).toMatchObject({ '@graph': [{ inLanguage: locale }, {}] })
  })
})

import { expect, test } from 'vitest'
import { sitemap, sitemapIndex } from '../../../src/core/articles/sitemap.ts'

const address = 'https://help.example.com/ro/a/b/'

test('a page names its day and every language it is written in', () => {
  const languages = {
    ro: address,
    'pt-BR': 'https://help.example.com/pt-BR/a/b/',
    'x-default': address,
  }
  const xml = sitemap([{ address, updated: new Date('2026-11-28'), languages }])
  expect(xml).toContain(`<loc>${address}</loc><lastmod>2026-11-28</lastmod>`)
  expect(xml).toContain(
    '<xhtml:link rel="alternate" hreflang="pt-BR" href="https://help.example.com/pt-BR/a/b/"/>',
  )
  expect(xml).toContain('hreflang="x-default"')
})

test('a page of one language offers no choice', () => {
  expect(sitemap([{ address, languages: { ro: address } }])).not.toContain('hreflang')
})

test('an address with marks of XML stays an address', () => {
  const odd = 'https://help.example.com/?a=1&b=<2>'
  expect(sitemap([{ address: odd, languages: {} }])).toContain(
    '<loc>https://help.example.com/?a=1&amp;b=&lt;2&gt;</loc>',
  )
  expect(sitemapIndex([odd])).toContain('?a=1&amp;b=&lt;2&gt;')
})

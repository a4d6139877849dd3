import { escapeXml, xmlElement } from './xml.ts'

/** A page for search engines; every address is absolute. */
export interface SitemapPage {
  address: string
  updated?: Date | undefined
  /** The same page by BCP 47 code, its own language included; `x-default` for readers of any other. */
  languages: Record<string, string>
}

const schema = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** A sitemap with the pages' languages (sitemaps.org 0.9, `xhtml:link` as search engines read it). */
export function sitemap(pages: readonly SitemapPage[]): string {
  const urls = pages.map(({ address, updated, languages }) => {
    const day = updated ? xmlElement('lastmod', updated.toISOString().slice(0, 10)) : ''
    return `<url>${xmlElement('loc', address)}${day}${alternates(languages)}</url>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="${schema}" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.join('\n')}
</urlset>
`
}

/** The list of all sitemaps. */
export function sitemapIndex(addresses: readonly string[]): string {
  const sitemaps = addresses.map((address) => `<sitemap>${xmlElement('loc', address)}</sitemap>`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="${schema}">
${sitemaps.join('\n')}
</sitemapindex>
`
}

// Where a page is written in one language only, there is nothing to choose between.
function alternates(languages: Record<string, string>): string {
  const all = Object.entries(languages)
  if (all.length < 2) return ''
  return all
    .map(
      ([code, address]) =>
        `<xhtml:link rel="alternate" hreflang="${escapeXml(code)}" href="${escapeXml(address)}"/>`,
    )
    .join('')
}

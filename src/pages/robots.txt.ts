import type { APIRoute } from 'astro'
import { paths } from '../i18n/paths.ts'

// What belongs to somebody is no search engine's.
const closed = ['/*/tickets/', '/*/link/', '/attachments/', '/api/']

export const GET: APIRoute = ({ site }) => {
  const lines = closed.map((path) => `Disallow: ${path}`)
  const address = new URL(paths.sitemapIndex, site).href
  return new Response(`User-agent: *\n${lines.join('\n')}\n\nSitemap: ${address}\n`)
}

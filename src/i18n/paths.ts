import type { Locale } from './locales.ts'

/** Every address of the product. Pages, links, redirects, mails and tests take them from here. */
export const paths = {
  root: '/',
  home: (locale: Locale) => `/${locale}/`,
  category: (locale: Locale, category: string) => `/${locale}/${category}/`,
  article: (locale: Locale, category: string, article: string) =>
    `/${locale}/${category}/${article}/`,
  /** The article as Markdown, for programs. */
  articleMarkdown: (locale: Locale, category: string, article: string) =>
    `${paths.article(locale, category, article)}index.md`,
  feed: (locale: Locale) => `/${locale}/feed.xml`,
  sitemap: (locale: Locale) => `/${locale}/sitemap.xml`,
  search: (locale: Locale, query?: string) =>
    `/${locale}/search/${query === undefined ? '' : `?${new URLSearchParams({ q: query })}`}`,
  searchIndex: (locale: Locale) => `/${locale}/search-index.json`,
  sitemapIndex: '/sitemap-index.xml',
  newTicket: (locale: Locale) => `/${locale}/tickets/new/`,
  ticket: (locale: Locale, ticketNumber: string) => `/${locale}/tickets/${ticketNumber}/`,
  ticketBefore: (locale: Locale, ticketNumber: string, before: number) =>
    `${paths.ticket(locale, ticketNumber)}?before=${before}`,
  ticketUpdates: (locale: Locale, ticketNumber: string) =>
    `${paths.ticket(locale, ticketNumber)}updates/`,
  resolution: (locale: Locale, ticketNumber: string) =>
    `${paths.ticket(locale, ticketNumber)}resolution/`,
  reopening: (locale: Locale, ticketNumber: string) =>
    `${paths.ticket(locale, ticketNumber)}reopening/`,
  newLink: (locale: Locale, ticketNumber: string) =>
    `${paths.ticket(locale, ticketNumber)}new-link/`,
  endSessions: (locale: Locale, ticketNumber: string) =>
    `${paths.ticket(locale, ticketNumber)}end-sessions/`,
  linkRequest: (locale: Locale) => `/${locale}/link/`,
  link: (locale: Locale, token: string) => `/${locale}/link/${token}/`,
  sendCode: (locale: Locale, token: string) => `/${locale}/link/${token}/code/`,
  /** Never linked: what a page becomes that cannot be shown. */
  problem: (locale: Locale) => `/${locale}/problem/`,
  attachment: (attachmentId: string) => `/attachments/${attachmentId}`,
  apiSearch: (locale: Locale, query: string) =>
    `/api/search?${new URLSearchParams({ locale, q: query })}`,
  health: '/api/health',
  apiTickets: '/api/v1/tickets',
  apiTicket: (ticketNumber: string) => `/api/v1/tickets/${ticketNumber}`,
  apiMessages: (ticketNumber: string) => `/api/v1/tickets/${ticketNumber}/messages`,
  apiAttachment: (attachmentId: string) => `/api/v1/attachments/${attachmentId}`,
} as const

/** First path segments after the locale that no category, slug or alias may take. */
export const reservedSegments = [
  'tickets',
  'link',
  'search',
  'helpful',
  'sign-in',
  'account',
  'problem',
]

/** The same address in another locale. `pathInLocale('/en/link/', 'ro') // => '/ro/link/'` */
export function pathInLocale(pathname: string, locale: Locale): string {
  return pathname.replace(/^\/[^/]+/, `/${locale}`)
}

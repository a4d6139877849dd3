import { everyMethod, link, live, page, type Outcome, type Row } from './row.ts'

const leave = '303 /:locale/link/'
const read = 'GET HEAD'
const pageOf = (nothing: Outcome): Row['of'] => ({
  ticket: { everyone: nothing, ...live('404'), guest: '200', crossSite: '200' },
  filed: { everyone: nothing, ...live('404'), filer: '200' },
  other: { everyone: nothing, ...live('404'), otherGuest: '200', formerFiler: nothing },
  none: { everyone: nothing, ...live('404') },
})
const everyone = (outcome: Outcome): Row['of'] => ({ none: { everyone: outcome } })

/** What is the same whoever asks. */
export const shared: Row[] = [
  { methods: read, path: '/', of: everyone('302 /en/') },
  { methods: read, path: '/:locale/', of: everyone('200') },
  { methods: read, path: '/:locale/:category/', of: everyone('200') },
  { methods: read, path: '/:locale/:category/:article/', of: everyone('200') },
  { methods: read, path: '/:locale/:category/:article/index.md', of: everyone('200') },
  { methods: read, path: '/:locale/feed.xml', of: everyone('200') },
  { methods: read, path: '/:locale/sitemap.xml', of: everyone('200') },
  { methods: read, path: '/:locale/search-index.json', of: everyone('200') },
  { methods: read, path: '/:locale/search/', of: everyone('200') },
  { methods: read, path: '/api/search', of: everyone('404') },
  { methods: read, path: '/sitemap-index.xml', of: everyone('200') },
  { methods: read, path: '/llms.txt', of: everyone('200') },
  { methods: read, path: '/_astro/:file', of: everyone('200') },
  { methods: read, path: '/favicon.svg', of: everyone('200') },
  { methods: read, path: '/robots.txt', of: everyone('200') },
  { methods: read, path: '/.well-known/security.txt', of: everyone('200') },
  { methods: read, path: '/404/', of: everyone('404') },
  { methods: read, path: '/:locale/problem/', of: everyone('404') },
  { methods: read, path: '/:locale/tickets/new/', of: everyone('200') },
  { methods: read, path: '/:locale/link/', of: everyone('200') },
  { methods: read, path: '/api/health', of: everyone('200') },
  { methods: everyMethod, path: '/api/v1/openapi.json', of: everyone('404') },
]

/** GET and HEAD of what belongs to somebody. */
export const looking: Row[] = [
  { methods: read, path: page, of: pageOf(leave) },
  { methods: read, path: `${page}updates/`, of: pageOf('401') },
  ...['resolution/', 'reopening/', 'new-link/', 'end-sessions/'].map((form) => ({
    methods: read,
    path: page + form,
    of: { ticket: { everyone: `303 ${page}` }, none: { everyone: `303 ${page}` } },
  })),
  {
    methods: read,
    path: link,
    of: {
      ticket: { everyone: '200', guest: `303 ${page}`, crossSite: `303 ${page}` },
      // Its budget is open: a page that sent a code by itself would be found out here, by whoever has a cookie.
      filed: { everyone: '200', linkHolder: '200' },
      none: { everyone: '404' },
    },
  },
  {
    methods: read,
    path: '/:locale/link/:token',
    of: { ticket: { everyone: `301 ${link}` }, none: { everyone: `301 ${link}` } },
  },
  {
    methods: read,
    path: `${link}code/`,
    of: { ticket: { everyone: `303 ${link}` }, none: { everyone: `303 ${link}` } },
  },
  {
    methods: read,
    path: '/attachments/:attachmentId',
    of: {
      ticket: { everyone: '404', guest: '200', crossSite: '200' },
      filed: { everyone: '404', filer: '200' },
      other: { everyone: '404', otherGuest: '200' },
      none: { everyone: '404' },
    },
  },
]

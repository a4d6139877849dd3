import { link, live, page, type Outcome, type Row } from './row.ts'

const foreign = { crossSite: '403', bot: '403', apiRight: '403', apiWrong: '403' }
const withoutCookie = { nobody: '403', scanner: '403' }

/** Posts of whoever has proven nothing yet. */
export const inward: Row[] = [
  {
    methods: 'POST',
    path: '/:locale/tickets/new/',
    send: { email: 'x' },
    of: { none: { everyone: '422', ...foreign } },
  },
  {
    methods: 'POST',
    path: '/:locale/tickets/new/',
    // Whoever is let through files one: of those, one asks.
    only: ['bot', 'crossSite', 'apiRight', 'apiWrong', 'nobody'],
    send: { email: 'permissions@example.com', category: 'app', subject: 'Alt', text: 'Alt.' },
    of: { none: { everyone: '403', nobody: '303 /:locale/tickets/… does' } },
  },
  {
    methods: 'POST',
    path: '/:locale/link/',
    send: { email: 'stranger@example.com', ticketId: ':ticketNumber' },
    of: {
      ticket: { everyone: '303 /:locale/link/?asked', ...foreign },
      none: { everyone: '303 /:locale/link/?asked', ...foreign },
    },
  },
  {
    methods: 'POST',
    path: link,
    send: { code: 'wrong' },
    of: {
      ticket: { everyone: '410', ...foreign },
      none: { everyone: '404', ...foreign },
    },
  },
  {
    methods: 'POST',
    path: `${link}code/`,
    of: {
      ticket: { everyone: '429', ...withoutCookie, ...foreign },
      none: { everyone: '404', ...foreign },
    },
  },
  {
    methods: 'POST',
    path: `${link}code/`,
    // Its budget is open: of those who would be sent a code, one asks.
    only: ['nobody', 'scanner', 'bot', 'crossSite', 'apiRight', 'apiWrong', 'linkHolder'],
    of: { filed: { everyone: '403', linkHolder: `303 ${link} does` } },
  },
]

const refused = { everyone: '401', ...live('404'), ...foreign }
const formOf = (done: Outcome): Row['of'] => ({
  ticket: { ...refused, guest: `303 ${page}${done} does` },
  filed: { ...refused, filer: '401' },
  other: { ...refused, formerFiler: '401', otherGuest: `303 ${page}${done} does` },
  none: refused,
})
// Whoever has no session that lives may prove the address yet: in this browser what was written is then there.
const kept = '401 keeps'
const keptOf = { ...refused, everyone: kept }

/** Posts of the ticket's page, but for those that end something. */
export const deeds: Row[] = [
  {
    methods: 'POST',
    path: page,
    send: { text: 'Un răspuns.' },
    of: {
      ticket: { ...keptOf, guest: `303 ${page}?done=reply… does` },
      filed: { ...keptOf, filer: kept },
      other: { ...keptOf, formerFiler: kept, otherGuest: `303 ${page}?done=reply… does` },
      none: keptOf,
    },
  },
  { methods: 'POST', path: `${page}resolution/`, of: formOf('?done=resolution') },
  { methods: 'POST', path: `${page}reopening/`, of: formOf('?done=reopening') },
]

/** Posts that end what the rows before begin with: they come last. */
export const endings: Row[] = [
  { methods: 'POST', path: `${page}new-link/`, of: formOf('?done=new-link') },
  {
    methods: 'POST',
    path: `${page}end-sessions/`,
    of: {
      ...formOf(''),
      ticket: { ...refused, guest: '303 /:locale/link/?ended does' },
      other: { ...refused, formerFiler: '401', otherGuest: '303 /:locale/link/?ended does' },
    },
  },
]

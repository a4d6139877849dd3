/** A request whose answer stands for its class; the test fills in `$number` and the like. */
export interface ClassRequest {
  name: string
  status: number
  path: string
  method?: string
  personal?: boolean
  file?: boolean
  /** What it must say it is. */
  type?: string
  /** `guest` has proven the address, `newcomer` holds a link and a cookie, `program` the token. */
  as?: 'guest' | 'newcomer' | 'program'
  headers?: Record<string, string>
  body?: string
}

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const json = { 'Content-Type': 'application/json' }
const filing =
  'key=$key&email=classes@example.com&category=payment&subject=Plata&text=Nu%20a%20ajuns.'
const ticket = '/ro/tickets/$number/'
const api = '/api/v1/tickets'
const plain = 'text/plain; charset=utf-8'

const open: ClassRequest[] = [
  { name: 'home', status: 200, path: '/ro/' },
  { name: 'category', status: 200, path: '/ro/your-ticket/' },
  { name: 'article', status: 200, path: '/ro/your-ticket/open-from-mail/' },
  { name: 'article, untranslated path', status: 404, path: '/ro/your-ticket/nothing/' },
  { name: 'stylesheet', status: 200, path: '$css' },
  { name: 'script', status: 200, path: '$script' },
  { name: 'svg', status: 200, path: '/favicon.svg' },
  { name: 'robots.txt', status: 200, path: '/robots.txt' },
  { name: 'security.txt', status: 200, path: '/.well-known/security.txt' },
  { name: 'static, unchanged', status: 304, path: '/ro/', headers: { 'If-None-Match': '$etag' } },
  { name: 'static without its slash', status: 307, path: '/ro' },
  { name: 'static, posted to', status: 405, path: '/ro/', method: 'POST' },
  { name: 'start', status: 302, path: '/' },
  { name: 'nothing there', status: 404, path: '/ro/nothing/' },
  { name: 'no such asset', status: 404, path: '/_astro/nothing.js' },
  { name: 'health', status: 200, path: '/api/health' },
]

const pages: ClassRequest[] = [
  { name: 'form to file', status: 200, path: '/ro/tickets/new/' },
  { name: 'form to file, no slash', status: 301, path: '/ro/tickets/new' },
  { name: 'form for a link', status: 200, path: '/ro/link/' },
  { name: 'search', status: 200, path: '/ro/search/?q=cod' },
  { name: 'search without a hit', status: 200, path: '/ro/search/?q=xyzzy' },
  { name: 'search for programs', status: 200, path: '/api/search?locale=ro&q=cod' },
  { name: 'search of no locale', status: 404, path: '/api/search?locale=xx&q=cod' },
  { name: 'link page', status: 200, path: '$link' },
  { name: 'link page, proven', status: 303, path: '$link', as: 'guest' },
  { name: 'link, no slash', status: 301, path: '/ro/link/x' },
  { name: 'no such link', status: 404, path: '/ro/link/x/' },
  { name: 'ticket page', status: 200, path: ticket, as: 'guest' },
  { name: 'ticket page, no session', status: 303, path: ticket },
  { name: 'no such ticket', status: 404, path: '/ro/tickets/0000-0000/', as: 'guest' },
  { name: 'updates', status: 200, path: `${ticket}updates/`, as: 'guest' },
  { name: 'updates, no session', status: 401, path: `${ticket}updates/` },
  { name: 'address of a form', status: 303, path: `${ticket}resolution/`, as: 'guest' },
  { name: 'text file', status: 200, path: '$text', as: 'guest', file: true, type: plain },
  { name: 'image', status: 200, path: '$image', as: 'guest', file: true, type: 'image/png' },
  {
    name: 'part of a file',
    ...{ status: 206, path: '$text', as: 'guest', file: true, headers: { Range: 'bytes=0-1' } },
  },
  {
    name: 'no such part',
    ...{ status: 416, path: '$text', as: 'guest', file: true, headers: { Range: 'bytes=99-' } },
  },
  {
    name: 'file, unchanged',
    ...{ status: 304, path: '$text', as: 'guest', file: true, headers: { 'If-None-Match': '*' } },
  },
  { name: 'no such file', status: 404, path: `/attachments/${'0'.repeat(32)}`, as: 'guest' },
  { name: 'file that the store lost', status: 503, path: '$lost', as: 'guest' },
]

const posts: ClassRequest[] = [
  { name: 'link asked for', status: 303, path: '/ro/link/', body: 'email=a@b.ro&ticketId=$number' },
  { name: 'link asked for, malformed', status: 422, path: '/ro/link/', body: 'email=x' },
  { name: 'unknown body', status: 415, path: '/ro/link/', headers: json, body: '{}' },
  { name: 'huge body', status: 413, path: '/ro/link/', body: `email=${'x'.repeat(2_200_000)}` },
  { name: 'code without a cookie', status: 403, path: '$unproven/code/', body: '' },
  { name: 'resolved without a session', status: 401, path: `${ticket}resolution/`, body: 'key=x' },
  {
    name: 'foreign form',
    ...{ status: 403, path: '/ro/link/', headers: { 'Sec-Fetch-Site': 'cross-site' }, body: '' },
  },
  { name: 'empty reply', status: 422, path: ticket, as: 'guest', body: 'key=$key&text=' },
  { name: 'code expired', status: 410, path: '$link', body: 'code=000000' },
  { name: 'code sent', status: 303, path: '$unproven/code/', as: 'newcomer', body: '' },
  { name: 'code too early', status: 429, path: '$unproven/code/', as: 'newcomer', body: '' },
  { name: 'malformed code', status: 422, path: '$unproven/', as: 'newcomer', body: 'code=x' },
  { name: 'filed', status: 303, path: '/ro/tickets/new/', as: 'newcomer', body: filing },
  { name: 'no such method', status: 404, path: '/ro/link/', method: 'DELETE', body: '' },
].map((each): ClassRequest => ({ method: 'POST', ...each }) as ClassRequest)

const programs: ClassRequest[] = (
  [
    { name: 'tickets', status: 200, path: api },
    { name: 'ticket', status: 200, path: `${api}/$number` },
    { name: 'messages', status: 200, path: `${api}/$number/messages` },
    { name: 'file', status: 200, path: '/api/v1$text', file: true, type: plain },
    { name: 'nothing', status: 404, path: `${api}/0000-0000` },
    { name: 'no such call', status: 404, path: '/api/v1/nothing' },
    { name: 'not JSON', status: 415, path: api, method: 'POST', headers: form, body: 'x' },
    { name: 'invalid', status: 422, path: api, method: 'POST', headers: json, body: '{}' },
    { name: 'unconditional', status: 428, path: `${api}/$number`, method: 'PATCH', body: '{}' },
    {
      name: 'huge',
      ...{ status: 413, path: api, method: 'POST', headers: json, body: ' '.repeat(300_000) },
    },
    {
      name: 'changed meanwhile',
      ...{ status: 412, path: `${api}/$number`, method: 'PATCH', body: '{"category":"app"}' },
      headers: { ...json, 'If-Match': '"999"' },
    },
    {
      name: 'answered',
      ...{ status: 201, path: `${api}/$number/messages`, method: 'POST', headers: json },
      body: '{"text":"Da."}',
    },
  ] satisfies ClassRequest[]
).map((each) => ({ ...each, name: `API: ${each.name}`, as: 'program' }))

/** One request for every class of answers there is. */
export const answerClasses: ClassRequest[] = [
  ...open,
  ...[...pages, ...posts, ...programs].map((each) => ({ ...each, personal: true })),
  { name: 'API without a token', status: 401, path: api, personal: true },
]

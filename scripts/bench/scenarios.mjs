import { randomBytes } from 'node:crypto'
import { askCode, formHeaders, openTicket, proveGuest } from './prepare.mjs'

const reads = { 1: 200, 8: 400, 32: 400 }
const writes = { 1: 10, 8: 24, 32: 32 }
const codes = { 1: 6, 8: 8, 32: 32 }

/**
 * What is asked of the product. `sizes`: requests for each number of connections, in each round. `prepare` sets the
 * scene and returns the requests; a scenario that writes has each of its requests only once (`total` of them).
 */
export const scenarios = [
  { name: 'code', title: 'Code check', sizes: codes, writes: true, prepare: prepareCodes },
  { name: 'ticket-10', title: 'Ticket page, 10 messages', sizes: reads, prepare: ticketPage(10) },
  {
    name: 'ticket-100',
    title: 'Ticket page, 100 messages',
    sizes: reads,
    prepare: ticketPage(100),
  },
  { name: 'link', title: 'Link page', sizes: reads, prepare: prepareLink },
  { name: 'api', title: 'API: GET ticket', sizes: reads, prepare: prepareApi },
  {
    name: 'reply',
    title: 'Reply, file of 100 kB',
    sizes: writes,
    writes: true,
    prepare: prepareReplies,
  },
]

function ticketPage(messages) {
  return async (scene) => {
    const ticket = await openTicket(scene, messages)
    const cookie = await proveGuest(scene, ticket)
    return [
      { method: 'GET', path: `/ro/tickets/${ticket.number}/`, headers: { cookie }, status: 200 },
    ]
  }
}

async function prepareLink(scene) {
  const { link } = await openTicket(scene, 1)
  const page = await scene.call(link)
  await page.arrayBuffer()
  const cookie = page.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return [{ method: 'GET', path: link, headers: { cookie }, status: 200 }]
}

async function prepareApi(scene) {
  const { number } = await openTicket(scene, 10)
  const headers = { authorization: `Bearer ${scene.apiToken}` }
  return [{ method: 'GET', path: `/api/v1/tickets/${number}`, headers, status: 200 }]
}

async function prepareCodes(scene, total) {
  const requests = []
  for (let at = 0; at < total; at += 1) {
    const ticket = await openTicket(scene, 1)
    const { cookies, code } = await askCode(scene, ticket)
    const headers = formHeaders(cookies)
    requests.push({ method: 'POST', path: ticket.link, headers, body: `code=${code}`, status: 303 })
  }
  return requests
}

// More than are ever under way at once: two replies to one ticket would have to be replayed in their order.
const guestCount = 80

async function prepareReplies(scene, total) {
  const picture = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(100_000)])
  const guests = await prepareGuests(scene, guestCount)
  return Array.from({ length: total }, (_, at) => replyOf(guests[at % guests.length], picture))
}

async function prepareGuests(scene, count) {
  const guests = []
  for (let at = 0; at < count; at += 1) {
    const ticket = await openTicket(scene, 2)
    guests.push({ number: ticket.number, cookie: await proveGuest(scene, ticket) })
  }
  return guests
}

function replyOf({ number, cookie }, picture) {
  const boundary = 'bench-7d1f3c'
  const field = (name, value) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const key = randomBytes(16).toString('base64url')
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`
  const body = Buffer.concat([
    Buffer.from(field('key', key) + field('text', 'Am atașat captura de ecran.') + file),
    picture,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const headers = formHeaders(cookie, `multipart/form-data; boundary=${boundary}`)
  return { method: 'POST', path: `/ro/tickets/${number}/`, headers, body, status: 303 }
}

import { randomUUID } from 'node:crypto'

/** Ours whatever the socket's port is: links in mails and the sender of forms begin with it. */
export const origin = 'http://localhost:8787'

/** Someone who calls the recorder: support by its token, guests by their browser's cookies. */
export function openScene(door, apiToken) {
  let address = 0
  async function call(path, { headers, ...init } = {}) {
    address += 1
    const from = `10.1.${address >> 8}.${address & 255}`
    const all = { 'CF-Connecting-IP': from, ...headers }
    return fetch(door + path, { redirect: 'manual', ...init, headers: all })
  }
  return { call, apiToken, mails: async () => (await call('/bench/mails')).json() }
}

/** Opens a ticket as support does and writes its further messages, both sides in turn. Returns number and link. */
export async function openTicket(scene, messages) {
  const email = `guest-${randomUUID()}@example.com`
  const first = { email, locale: 'ro', subject: 'Plata nu a ajuns', text: text(0) }
  const { ticketId } = await callApi(scene, '/tickets', first)
  for (let at = 1; at < messages; at += 1) {
    await callApi(scene, `/tickets/${ticketId}/messages`, { text: text(at), author: 'Ana Pop' })
  }
  return { number: ticketId, link: await linkOf(scene, ticketId) }
}

/** A browser that has opened the link and asked for a code: its cookies and the code. */
export async function askCode(scene, { number, link }) {
  const page = await scene.call(link)
  await page.arrayBuffer()
  const cookies = cookiesOf(page)
  const sent = await scene.call(`${link}code/`, { method: 'POST', headers: formHeaders(cookies) })
  await sent.arrayBuffer()
  if (sent.status !== 303) throw new Error(`Sending a code answered ${sent.status}`)
  const mail = await awaitMail(scene, number, /^\d{6}$/m)
  return { cookies, code: mail[0] }
}

/** A browser that has proven the address: its cookies, the session's among them. */
export async function proveGuest(scene, ticket) {
  const { cookies, code } = await askCode(scene, ticket)
  const headers = formHeaders(cookies)
  const answer = await scene.call(ticket.link, { method: 'POST', headers, body: `code=${code}` })
  await answer.arrayBuffer()
  if (answer.status !== 303) throw new Error(`The code answered ${answer.status}`)
  return `${cookies}; ${cookiesOf(answer)}`
}

/** What a browser of ours sends along with a form. */
export function formHeaders(cookie, contentType = 'application/x-www-form-urlencoded') {
  return { cookie, origin, 'sec-fetch-site': 'same-origin', 'content-type': contentType }
}

async function callApi(scene, path, body) {
  const headers = {
    authorization: `Bearer ${scene.apiToken}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await scene.call(`/api/v1${path}`, init)
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

async function linkOf(scene, number) {
  const [link] = await awaitMail(scene, number, /http\S+\/link\/\S+\//)
  return new URL(link).pathname
}

// Mails leave by the queue, a moment after the answer.
async function awaitMail(scene, number, pattern) {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    for (const { subject, text: words } of await scene.mails()) {
      const found = subject.includes(number) && pattern.exec(words)
      if (found) return found
    }
  }
  throw new Error(`No mail about ${number} within 30 s`)
}

function cookiesOf(answer) {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

// About as long as people write; one in three has an address in it.
function text(at) {
  const address = at % 3 === 0 ? ' Am găsit https://example.com/ajutor?pas=3 între timp.' : ''
  return `Bună ziua, mesajul ${at}. Am făcut plata ieri și încă nu a ajuns.${address}\n\nCe pot face?`
}

import { randomUUID } from 'node:crypto'

/** Files a ticket as a person does: opens the form, fills it in, sends it. Returns the ticket's number. */
export async function fileTicket(origin, locale, words, picture) {
  const address = `${origin}/${locale}/tickets/new/`
  const page = await fetch(address)
  const markup = await page.text()
  if (page.status !== 200) throw new Error(`GET /${locale}/tickets/new/ answered ${page.status}`)
  const body = fillIn(markup, words, picture)
  const answer = await fetch(address, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { origin, 'sec-fetch-site': 'same-origin', cookie: cookiesOf(page) },
  })
  const number = /\/tickets\/([^/]+)\/$/.exec(answer.headers.get('location') ?? '')?.[1]
  if (answer.status === 303 && number) return number
  throw new Error(
    `POST /${locale}/tickets/new/ answered ${answer.status}${alertIn(await answer.text())}`,
  )
}

function fillIn(markup, words, picture) {
  const body = new FormData()
  body.set('key', fieldValue(markup, 'key') || randomUUID())
  body.set('email', words.email)
  body.set('name', words.name)
  body.set('category', firstCategory(markup))
  for (const field of ['subject', 'text', 'transactionIds', 'happenedAt'])
    body.set(field, words[field])
  body.append('files', new File([picture], words.fileName, { type: 'image/png' }))
  return body
}

function fieldValue(markup, name) {
  const tag = new RegExp(`<input\\b[^>]*\\bname="${name}"[^>]*>`).exec(markup)?.[0]
  return /\bvalue="([^"]*)"/.exec(tag ?? '')?.[1]
}

// Either a select or radio buttons: the first choice that has a value.
function firstCategory(markup) {
  const select = /<select\b[^>]*\bname="category"[^>]*>([\s\S]*?)<\/select>/.exec(markup)?.[1] ?? ''
  return /<option\b[^>]*\bvalue="([^"]+)"/.exec(select)?.[1] ?? fieldValue(markup, 'category') ?? ''
}

function cookiesOf(answer) {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

function alertIn(markup) {
  const alert = /role="alert"[^>]*>([\s\S]{0,400})/.exec(markup)?.[1]
  return alert ? `: ${alert.replaceAll(/<[^>]*>|\s+/g, ' ').trim()}` : ''
}

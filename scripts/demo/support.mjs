import { randomUUID } from 'node:crypto'

/** Calls API v1 with the bearer token. Throws where it refuses. */
export async function callApi({ origin, apiToken }, method, path, body) {
  const answer = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${apiToken}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} /api/v1${path} answered ${answer.status}: ${text}`)
  return JSON.parse(text)
}

/** Support's two messages of a demo ticket: a plain answer, then one that asks for what is missing. */
export async function answerTicket(api, ticketNumber, { author, answer, request }) {
  const path = `/tickets/${ticketNumber}/messages`
  await callApi(api, 'POST', path, { author, text: answer })
  await callApi(api, 'POST', path, { author, text: request.text, asks: request.asks })
}

/** Whether no ticket was ever filed. */
export async function hasNoTickets(api) {
  const { items } = await callApi(api, 'GET', '/tickets?limit=1')
  return items.length === 0
}

// The two floors. Both answer the bytes that the product answered; the bare one first runs the D1 statements that the
// product ran for the same request. Nothing routes, checks, renders or logs.
import { plan } from './plan.mjs'

const statements = plan.sql
const answers = plan.answers.map(({ status, headers, body }) => ({
  init: { status, headers },
  bytes: Uint8Array.from(atob(body), (character) => character.charCodeAt(0)),
}))

export default {
  async fetch(request, { DB }) {
    const { trips, answer } = plan.requests[Number(request.headers.get('Bench-Request'))]
    if (request.body) await request.arrayBuffer()
    for (const trip of plan.isBare ? trips : []) {
      await DB.batch(trip.map(([sql, values]) => DB.prepare(statements[sql]).bind(...values)))
    }
    const { init, bytes } = answers[answer]
    return new Response(init.status === 304 ? null : bytes, init)
  },
}

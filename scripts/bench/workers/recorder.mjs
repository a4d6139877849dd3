// Stands in front of the built entry while scenes are set and requests recorded; never while anything is measured.
import { AsyncLocalStorage } from 'node:async_hooks'
import { env } from 'cloudflare:workers'
import product from './entry.mjs'

const calls = new AsyncLocalStorage()
const mails = []
const database = env.DB

env.EMAIL = {
  async send({ to, subject, text }) {
    mails.push({ to, subject, text })
    return { messageId: String(mails.length) }
  },
}

env.DB = {
  prepare: (sql) => ({ sql, values: [], bind: (...values) => ({ sql, values }) }),
  async batch(statements) {
    const work = runRecorded(statements)
    calls.getStore()?.pending.push(work.catch(() => {}))
    return work
  },
}

async function runRecorded(statements) {
  const real = statements.map(({ sql, values }) => database.prepare(sql).bind(...values))
  const results = await database.batch(real)
  const rowsRead = results.reduce((sum, { meta }) => sum + meta.rows_read, 0)
  const rowsWritten = results.reduce((sum, { meta }) => sum + meta.rows_written, 0)
  calls.getStore()?.trips.push({ statements, rowsRead, rowsWritten })
  return results
}

async function record(request, environment, context) {
  const call = { trips: [], pending: [] }
  return calls.run(call, async () => {
    const answer = await product.fetch(request, environment, context)
    const body = Buffer.from(await answer.arrayBuffer()).toString('base64')
    for (let at = 0; at < call.pending.length; at += 1) await call.pending[at]
    const { status, headers } = answer
    return Response.json({ answer: { status, headers: [...headers], body }, trips: call.trips })
  })
}

export default {
  ...product,
  async fetch(request, environment, context) {
    if (new URL(request.url).pathname === '/bench/mails') return Response.json(mails.splice(0))
    const isRecorded = request.headers.has('Bench-Record')
    return isRecorded
      ? record(request, environment, context)
      : product.fetch(request, environment, context)
  },
}

import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { Connection } from '../../scripts/bench/connection.mjs'
import { medianOf, summarize } from '../../scripts/bench/figures.mjs'
import { judge } from '../../scripts/bench/goals.mjs'
import { databaseWork, planModule } from '../../scripts/bench/record.mjs'

async function connectTo(answer: RequestListener): Promise<Connection> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const connection = new Connection((server.address() as AddressInfo).port)
  onTestFinished(() => {
    connection.close()
    server.close()
  })
  return connection
}

const get = Buffer.from('GET / HTTP/1.1\r\nhost: a\r\n\r\n')

test('an answer is read to its end, with a length, in chunks and without a body', async () => {
  let calls = 0
  const connection = await connectTo((_, response) => {
    calls += 1
    if (calls === 1)
      return response.writeHead(200, { 'content-length': 70_000 }).end('x'.repeat(70_000))
    if (calls === 3) return response.writeHead(303, { 'content-length': 0 }).end()
    response.writeHead(422).write('x'.repeat(70_000))
    return setImmediate(() => response.end('\r\n0\r\n'))
  })
  expect(await connection.send(get)).toBe(200)
  expect(await connection.send(get)).toBe(422)
  expect(await connection.send(get)).toBe(303)
})

test('a connection that is cut fails the run', async () => {
  const connection = await connectTo((request) => request.socket.destroy())
  await expect(connection.send(get)).rejects.toThrow()
})

test('a median with its spread', () => {
  expect(medianOf([9, 1, 5])).toEqual({ median: 5, low: 1, high: 9 })
})

function round(target: string, seconds: number, cpu: number) {
  const latencies = { p50: 1, p95: 2, p99: 3 }
  return { target, round: 0, connections: 8, seconds, count: 10, latencies, ownCpuSeconds: 1, cpu }
}

test('ratios are those of the same round, CPU is per request', () => {
  const figures = summarize([
    round('product', 2, 0.1),
    round('bare', 1, 0.05),
    round('null', 0.5, 0),
  ])
  expect(figures.loads).toMatchObject([{ ofBare: { median: 0.5 }, ofNull: { median: 0.25 } }])
  expect(figures.ofBare).toMatchObject({ median: 0.5 })
  expect(figures.cpuMs['product']).toMatchObject({ median: 10 })
})

function measured(ofBare: number, cpuMs: number, rowsRead: number, trips = 1) {
  return {
    title: 'Page',
    ofBare: { median: ofBare },
    cpuMs: { product: { median: cpuMs } },
    database: { trips, rowsRead, rowsShown: 5 },
  }
}

const start = { median: 50 }
const good = {
  link: measured(0.6, 1, 20),
  'ticket-10': measured(0.7, 2.5, 20, 2),
  'ticket-100': measured(0.1, 3.75, 20),
  reply: measured(0.1, 15, 99, 3),
}

test('goals are met at their bars, and missed just beyond them', () => {
  expect(judge({ scenarios: good, start }).every(({ isMet }) => isMet)).toBe(true)
  const bad = {
    link: measured(0.59, 1, 21, 3),
    'ticket-10': measured(0.69, 2.51, 21, 3),
    'ticket-100': measured(1, 3.78, 21, 3),
    reply: measured(1, 15.1, 0),
  }
  expect(judge({ scenarios: bad, start: { median: 50.1 } }).some(({ isMet }) => isMet)).toBe(false)
})

test('one scenario alone has its own goals only', () => {
  const goals = judge({ scenarios: { link: good.link }, start })
  expect(goals.map(({ title }) => title)).toHaveLength(4)
})

test('a plan has each statement and each answer once, and the work is counted by request', () => {
  const body = Buffer.from('<li data-seq="1"><li data-seq="2">').toString('base64')
  const statements = [
    { sql: 'SELECT ?', values: [1] },
    { sql: 'SELECT ?', values: ['x'] },
  ]
  const trips = [{ statements, rowsRead: 4, rowsWritten: 2 }]
  const record = { answer: { status: 200, headers: [], body }, trips }
  const text: string = planModule([record, record], true)
  const plan = JSON.parse(text.replace('export const plan = ', ''))
  expect(plan).toMatchObject({ isBare: true, sql: ['SELECT ?'], answers: [record.answer] })
  expect(plan.requests[1]).toEqual({
    answer: 0,
    trips: [
      [
        [0, [1]],
        [0, ['x']],
      ],
    ],
  })
  expect(databaseWork([record, record])).toEqual({
    trips: 1,
    statements: 2,
    rowsRead: 4,
    rowsWritten: 2,
    rowsShown: 3,
  })
})

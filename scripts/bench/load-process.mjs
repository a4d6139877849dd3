// The load generator, in a process of its own so that its work is not the Worker's.
import { Connection } from './connection.mjs'

let requests = []

process.once('disconnect', () => process.exit())
process.on('message', async (message) => {
  if (message.requests) {
    requests = message.requests.map(({ bytes, status }) => ({ bytes: Buffer.from(bytes), status }))
    return process.send({ loaded: requests.length })
  }
  try {
    process.send(await run(message))
  } catch (error) {
    process.send({ failure: error.message })
  }
})

async function run({ port, connections, first, count }) {
  const latencies = []
  const cpu = process.cpuUsage()
  const lines = Array.from({ length: connections }, () => new Connection(port))
  let next = 0
  const startedAt = performance.now()
  async function serve(line) {
    while (next < count) {
      const { bytes, status } = requests[(first + next++) % requests.length]
      const sentAt = performance.now()
      const answered = await line.send(bytes)
      latencies.push(performance.now() - sentAt)
      if (answered !== status) throw new Error(`answered ${answered} and not ${status}`)
    }
  }
  await Promise.all(lines.map(serve)).finally(() => lines.forEach((line) => line.close()))
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return { seconds, count, latencies: percentiles(latencies), ownCpuSeconds: (user + system) / 1e6 }
}

function percentiles(latencies) {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

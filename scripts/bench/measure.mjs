import { cpuSeconds } from './cpu-time.mjs'
import { startLoad } from './load.mjs'

export const rounds = 5

/** How many different requests a scenario needs. One that only reads repeats its own. */
export function requestCount({ writes, sizes }) {
  return writes ? warmUp(sizes) + rounds * roundSize(sizes) : 1
}

/** Runs the rounds: in each, for each number of connections, product, bare and null Worker one after the other. */
export async function measure({ sizes }, requests, targets) {
  const load = await startLoad(requests.map(toBytes))
  try {
    return await measureAll(load, sizes, targets)
  } finally {
    load.stop()
  }
}

async function measureAll(load, sizes, targets) {
  const entries = Object.entries(targets).map(([name, { origin, pid }]) => {
    return { name, pid, port: Number(new URL(origin).port) }
  })
  for (const { port } of entries) {
    await load.run({ port, connections: 8, first: 0, count: warmUp(sizes) })
  }
  const results = []
  let first = warmUp(sizes)
  for (let round = 0; round < rounds; round += 1) {
    for (const [connections, count] of Object.entries(sizes)) {
      const part = { connections: Number(connections), first, count }
      for (const target of entries) results.push(await measureOne(load, target, round, part))
      first += count
    }
  }
  return results
}

async function measureOne(load, { name, pid, port }, round, part) {
  const before = cpuSeconds(pid)
  const result = await load.run({ port, ...part })
  const cpu = cpuSeconds(pid) - before
  return { target: name, round, connections: part.connections, ...result, cpu }
}

// Rounds that nobody counts: the compiler goes on for some thousand requests.
function warmUp(sizes) {
  return 3 * roundSize(sizes)
}

function roundSize(sizes) {
  return Object.values(sizes).reduce((sum, count) => sum + count, 0)
}

// Every post comes from an address of its own: none is one too many.
function toBytes({ method, path, headers, body, status }, at) {
  const lines = {
    host: 'localhost:8787',
    'cf-connecting-ip': `10.2.${at >> 8}.${at & 255}`,
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    'accept-language': 'ro',
    'bench-request': at,
    ...headers,
    ...(body && { 'content-length': Buffer.byteLength(body) }),
  }
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`)
  const start = Buffer.from(`${method} ${path} HTTP/1.1\r\n${head.join('')}\r\n`)
  return { bytes: Buffer.concat([start, Buffer.from(body ?? '')]), status }
}

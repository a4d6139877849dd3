/** The middle of some numbers and how far they lie apart. */
export function medianOf(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  return { median: middle, low: sorted[0], high: sorted.at(-1) }
}

/** What the rounds of a scenario come to: rates and their ratios, times, CPU for each request. */
export function summarize(results) {
  const counts = [...new Set(results.map(({ connections }) => connections))]
  return {
    loads: counts.map((connections) => summarizeLoad(results, connections)),
    ofBare: medianOf(ratios(results)),
    cpuMs: Object.fromEntries(targets.map((target) => [target, cpuPerRequest(results, target)])),
    loadCpuShare: sum(results, 'ownCpuSeconds') / sum(results, 'seconds'),
  }
}

const targets = ['product', 'bare', 'null']

// Each round and number of connections gives one ratio, of runs that followed each other at once.
function ratios(results) {
  const [product, bare] = ['product', 'bare'].map((target) => {
    return results.filter((each) => each.target === target)
  })
  return product.map((each, at) => rate(each) / rate(bare[at]))
}

function summarizeLoad(results, connections) {
  const [product, bare, nothing] = targets.map((target) => {
    return results.filter((each) => each.target === target && each.connections === connections)
  })
  return {
    connections,
    rates: [product, bare, nothing].map((each) => medianOf(each.map(rate))),
    ofBare: medianOf(product.map((each, at) => rate(each) / rate(bare[at]))),
    ofNull: medianOf(product.map((each, at) => rate(each) / rate(nothing[at]))),
    p50: medianOf(product.map(({ latencies }) => latencies.p50)),
    p95: medianOf(product.map(({ latencies }) => latencies.p95)),
    p99: medianOf(product.map(({ latencies }) => latencies.p99)),
  }
}

// All connections of a round together.
function cpuPerRequest(results, target) {
  const own = results.filter((each) => each.target === target)
  const byRound = Map.groupBy(own, ({ round }) => round)
  const each = [...byRound.values()].map((part) => (sum(part, 'cpu') / sum(part, 'count')) * 1000)
  return medianOf(each)
}

function rate({ count, seconds }) {
  return count / seconds
}

function sum(results, key) {
  return results.reduce((total, each) => total + each[key], 0)
}

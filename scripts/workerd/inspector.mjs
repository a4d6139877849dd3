import { once } from 'node:events'

/** Profiles what a Worker's isolate does during `work`. Needs `runBuilt` with `inspectorPort: 0`. Returns V8's profile. */
export async function profile(inspectorUrl, work) {
  const socket = new WebSocket(inspectorUrl)
  await once(socket, 'open')
  const ask = asker(socket)
  await ask('Profiler.enable')
  await ask('Profiler.setSamplingInterval', { interval: 200 })
  await ask('Profiler.start')
  await work()
  const { result } = await ask('Profiler.stop')
  socket.close()
  return result.profile
}

/** Milliseconds a profile saw the isolate at work: all but idle time. */
export function activeMs({ nodes, samples, timeDeltas }) {
  const idle = new Set(
    nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id),
  )
  const active = timeDeltas.filter((_, at) => !idle.has(samples[at]))
  return active.reduce((sum, delta) => sum + delta, 0) / 1000
}

function asker(socket) {
  let last = 0
  const waiting = new Map()
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(data)
    waiting.get(message.id)?.(message)
  })
  return (method, params = {}) =>
    new Promise((resolve) => {
      last += 1
      waiting.set(last, resolve)
      socket.send(JSON.stringify({ id: last, method, params }))
    })
}

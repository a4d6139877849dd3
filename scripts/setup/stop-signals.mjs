import { readFileSync } from 'node:fs'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
// `exit` runs what hangs on it: steps under way end, locks are released.
let handle = () => process.exit(130)

/** From here on Ctrl-C, a kill, a closed terminal or the end of the npm above reach one handler. */
export function listenForStop() {
  for (const signal of signals) process.on(signal, () => handle(signal))
  // Whoever read along may be gone already; stopping must not fail over it.
  process.stdout.on('error', () => {})
  // However the process that handed over ended, its channel closes.
  process.once('disconnect', () => handle('SIGTERM'))
  process.channel?.unref()
  if (process.env.npm_lifecycle_event) watchParents()
}

/** Replaces what a stop does: at first it ends the process. */
export function onStop(handler) {
  handle = handler
}

// npm passes a SIGTERM to its shell only, and a SIGKILL to nobody: what they ran would go on alone.
function watchParents() {
  const parents = readParents()
  const timer = setInterval(() => {
    if (readParents() === parents) return
    clearInterval(timer)
    handle('SIGTERM')
  }, 500)
  timer.unref()
}

// Node.js knows the shell, Linux knows the npm above it.
function readParents() {
  const status = `/proc/${process.ppid}/status`
  try {
    return `${process.ppid} ${/^PPid:\s*(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1]}`
  } catch {
    // Another system, or the shell just ended.
    return `${process.ppid}`
  }
}

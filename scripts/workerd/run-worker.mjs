import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, inProject, toolEnvironment } from '../setup/project.mjs'

/**
 * Runs one Worker in workerd, with nothing in front of it: `origin` is a socket that leads straight into its `fetch`.
 * `toolOrigin` is the local toolchain's own door (mailbox, cron) and no part of what is measured or killed.
 *
 * `stop()` ends it, `kill()` ends workerd by a signal and waits until it is gone: what was in memory is lost, what D1,
 * KV and R2 wrote to `stateDir` stays for the next one. `exited` resolves when workerd is gone, whatever ended it.
 */
export async function runWorker({ worker, stateDir }) {
  mkdirSync(stateDir, { recursive: true })
  const logPath = join(stateDir, 'workerd.log')
  const host = startHost(stateDir, logPath)
  const exited = once(host, 'exit')
  host.send({ worker, stateDir })
  const [answer] = await Promise.race([once(host, 'message'), exited])
  if (!answer?.origin) {
    throw new Failure('workerd did not start.', `Its log is ${logPath}`, answer?.failure)
  }
  const { workerdId, ...addresses } = answer
  return {
    ...addresses,
    pid: workerdId,
    exited,
    stop: () => stop(host, exited),
    kill: (signal = 'SIGKILL') => kill(workerdId, exited, signal),
  }
}

function startHost(stateDir, logPath) {
  const log = openSync(logPath, 'a')
  return fork(inProject('scripts', 'workerd', 'host.mjs'), {
    cwd: inProject(),
    env: toolEnvironment(stateDir),
    stdio: ['ignore', log, log, 'ipc'],
  })
}

async function stop(host, exited) {
  if (host.exitCode !== null || host.signalCode !== null) return
  host.send('stop')
  await exited
}

// The host follows workerd, when it has seen its end.
async function kill(workerdId, exited, signal) {
  process.kill(workerdId, signal)
  await exited
}

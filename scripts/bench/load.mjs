import { fork } from 'node:child_process'
import { once } from 'node:events'
import { inProject } from '../setup/project.mjs'

/** Starts a load generator that knows these requests. `run` sends some of them over some connections. */
export async function startLoad(requests) {
  const child = fork(inProject('scripts', 'bench', 'load-process.mjs'), {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.send({ requests })
  await once(child, 'message')
  return {
    async run(part) {
      child.send(part)
      const [result] = await once(child, 'message')
      if (result.failure) throw new Error(`The load generator stopped: ${result.failure}`)
      return result
    },
    stop: () => child.kill(),
  }
}

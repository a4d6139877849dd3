// A process of its own around one workerd: told what to run by a message, it answers with the addresses and workerd's
// process id. It ends with whoever started it, and takes workerd along; it ends with workerd, too.
import { subscribe } from 'node:diagnostics_channel'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'

let workerdId
let isStopping = false
// Heard before the toolchain hears it, which would start another workerd where one died.
subscribe('child_process', ({ process: workerd }) => {
  workerd.once('spawn', () => (workerdId ??= workerd.pid))
  workerd.once('exit', () => isStopping || process.exit())
})

process.once('disconnect', () => process.exit())
process.once('message', (options) => {
  run(options).catch((error) => {
    process.send({ failure: error.stack ?? String(error) }, () => process.exit(1))
  })
})

async function run({ worker, stateDir }) {
  const miniflare = new Miniflare(convertV4MiniflareOptions(withDoor(worker, stateDir)))
  const toolOrigin = (await miniflare.ready).origin
  const { origin } = await miniflare.unsafeGetDirectURL('door')
  process.once('message', () => {
    isStopping = true
    miniflare.dispose().finally(() => process.exit())
  })
  process.send({ origin, toolOrigin, workerdId })
}

// The second Worker is never called. Its socket leads into the first one: a socket of that Worker's own would pass
// the router of static files, which is part of the network and not of our code.
function withDoor(worker, stateDir) {
  const script = 'export default { fetch: () => new Response(null, { status: 404 }) }'
  const sockets = [{ host: '127.0.0.1', port: 0, serviceName: worker.name }]
  const { compatibilityDate } = worker
  const door = {
    name: 'door',
    modules: true,
    script,
    compatibilityDate,
    unsafeDirectSockets: sockets,
  }
  return {
    host: '127.0.0.1',
    port: 0,
    cf: false,
    log: new Log(LogLevel.NONE),
    logRequests: false,
    resourcePersistencePath: `${stateDir}/v3`,
    resourceTmpPath: `${stateDir}/temporary`,
    unsafeLocalExplorer: true,
    unsafeTriggerHandlers: true,
    workers: [worker, door],
  }
}

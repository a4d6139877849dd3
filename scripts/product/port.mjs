import { once } from 'node:events'
import { createServer } from 'node:net'
import { Failure } from '../setup/project.mjs'

/** Throws a `Failure` that names `PORT` where something listens already. */
export async function ensurePortIsFree(port) {
  if (await isFree(port)) return
  throw new Failure(
    `Something listens on port ${port} already.`,
    `Stop it, or choose another: PORT=${port === 65_535 ? port - 1 : port + 1} npm start`,
  )
}

/** A port that nothing listened on a moment ago. */
export async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

async function isFree(port) {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  } catch (error) {
    if (error.code === 'EADDRINUSE') return false
    throw error
  }
  server.close()
  await once(server, 'close')
  return true
}

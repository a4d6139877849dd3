import { createServer, type RequestListener } from 'node:http'
import { createServer as createSocketServer, type AddressInfo, type Server } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    smtp: {
      /** Takes mail without a password, except for what the recipient's name says. */
      port: number
      /** Takes mail from `tichet` with the password `open sesame`. */
      portWithPassword: number
      /** Closes each connection without a word. */
      portHangingUp: number
      /** Where nobody listens. */
      portClosed: number
      /** Where the mails taken for a recipient are listed: `<letters>/?to=<address>`. */
      letters: string
    }
  }
}

interface Letter {
  to: string[]
  /** Its bytes, each a character of the same number. */
  raw: string
}

// What a recipient's name makes the server say.
const refusals: Record<string, [number, string]> = {
  unknown: [550, 'No such person here'],
  later: [450, 'Greylisted, come again in 550 seconds'],
}

const letters: Letter[] = []

const listLetters: RequestListener = (request, response) => {
  const to = new URL(request.url ?? '/', 'http://localhost').searchParams.get('to') ?? ''
  response.end(JSON.stringify(letters.filter((letter) => letter.to.includes(to))))
}

const taking: SMTPServerOptions = {
  authOptional: true,
  onRcptTo({ address }, _, callback) {
    callback(refusalOf(address))
  },
  onData(stream, session, callback) {
    const chunks: Uint8Array[] = []
    stream.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address)
      letters.push({ to, raw: Buffer.concat(chunks).toString('latin1') })
      callback(to.some((address) => address.startsWith('content-')) ? refusedContent() : null)
    })
  },
}

const withPassword: SMTPServerOptions = {
  ...taking,
  authOptional: false,
  allowInsecureAuth: true,
  onAuth({ username, password }, _, callback) {
    const known = username === 'tichet' && password === 'open sesame'
    callback(known ? null : new Error('Wrong password'), known ? { user: username } : undefined)
  },
}

function refusedContent(): Error {
  return Object.assign(new Error('These contents are not welcome'), { responseCode: 554 })
}

function refusalOf(address: string): Error | null {
  const [responseCode, text] = refusals[address.split(/[-@]/)[0] ?? ''] ?? []
  return responseCode ? Object.assign(new Error(text), { responseCode }) : null
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function smtpServer(options: SMTPServerOptions, disabledCommands: string[]): Server {
  return new SMTPServer({ ...options, disabledCommands, logger: false }).server as Server
}

/** Starts the servers for all files of the project; returns what stops them. */
export async function setup(project: TestProject) {
  const closed = createSocketServer()
  const servers = [
    smtpServer(taking, ['STARTTLS', 'AUTH']),
    smtpServer(withPassword, ['STARTTLS']),
    createSocketServer((socket) => socket.end()),
    createServer(listLetters),
  ]
  const [port = 0, portWithPassword = 0, portHangingUp = 0, letterPort = 0] = await Promise.all(
    servers.map(listen),
  )
  const portClosed = await listen(closed)
  await new Promise((resolve) => closed.close(resolve))
  const addresses = { port, portWithPassword, portHangingUp, portClosed }
  project.provide('smtp', { ...addresses, letters: `http://127.0.0.1:${letterPort}` })
  return () => {
    for (const server of servers) server.close()
  }
}

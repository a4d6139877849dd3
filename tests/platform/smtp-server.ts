import { createServer } from 'node:http'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    smtp: {
      /** Takes mail without a password, except for what the recipient's name says. */
      port: number
      /** Takes mail with the name `tichet` and the password `open sesame`. */
      portWithPassword: number
      /** Says goodbye at once. */
      portHangingUp: number
      /** Where nobody listens. */
      portClosed: number
      /** Lists what was taken for a recipient, as JSON: `<letters>/?to=<address>`. */
      letters: string
    }
  }
}

interface Letter {
  to: string[]
  raw: string
}

// What a recipient's name makes the server say.
const replies: Record<string, [number, string]> = {
  unknown: [550, 'No such person here'],
  later: [450, 'Greylisted, come again in 550 seconds'],
  full: [452, 'Not now'],
}

const letters: Letter[] = []

const options: SMTPServerOptions = {
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onRcptTo(address, _, callback) {
    const name = address.address.split(/[-@]/)[0] ?? ''
    const [code, text] = replies[name] ?? []
    callback(code ? Object.assign(new Error(text), { responseCode: code }) : undefined)
  },
  onData(stream, session, callback) {
    const chunks: Uint8Array[] = []
    stream.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address)
      letters.push({ to, raw: Buffer.concat(chunks).toString('latin1') })
      const isTooMuch = to.some((address) => address.startsWith('content-'))
      callback(isTooMuch ? Object.assign(new Error('Refused content'), { responseCode: 554 }) : null)
    })
  },
}

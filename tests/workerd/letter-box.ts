import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Letter {
  messageId: string
  to: string
  subject: string
  text: string
}

/**
 * The module of a Worker that stands where Cloudflare's mail binding does: what it is given is with the `LetterBox`
 * before it answers, and survives the process.
 */
export const postman = `import { WorkerEntrypoint } from 'cloudflare:workers'
export class Postman extends WorkerEntrypoint {
  async send(mail) {
    const answer = await fetch(this.env.LETTER_BOX, { method: 'POST', body: JSON.stringify(mail) })
    return { messageId: await answer.text() }
  }
}`

/** Takes every mail and keeps it, whatever becomes of the Worker that sent it. */
export class LetterBox {
  readonly letters: Letter[] = []
  readonly #arrivals = new EventEmitter().setMaxListeners(0)
  readonly #server = createServer((request, response) => {
    void this.#keep(request).then((messageId) => response.end(messageId))
  })

  /** Resolves with the address where the postman brings the mails. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}/`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** Resolves when the next mail arrives, or when so many milliseconds have passed. */
  async nextMail(milliseconds: number): Promise<void> {
    const signal = AbortSignal.timeout(milliseconds)
    await once(this.#arrivals, 'mail', { signal }).catch(() => undefined)
  }

  /** Path of the link in the newest mail to an address that has one. */
  linkTo(address: string): string | undefined {
    return this.#newest(address, /http\S+?(\/\w+\/link\/[\w.-]+\/)/)
  }

  /** The code in the newest mail to an address that has one. */
  codeTo(address: string): string | undefined {
    return this.#newest(address, /^(\d{6})$/m)
  }

  #newest(address: string, pattern: RegExp): string | undefined {
    const own = this.letters.filter(({ to }) => to === address)
    return own.flatMap((letter) => pattern.exec(letter.text)?.[1] ?? []).at(-1)
  }

  // A sender that is killed while it hands the mail over has not sent it.
  async #keep(request: IncomingMessage): Promise<string> {
    const mail = await text(request).then(JSON.parse, () => undefined)
    if (mail === undefined) return ''
    const messageId = `letter-${this.letters.length + 1}`
    this.letters.push({ ...(mail as Omit<Letter, 'messageId'>), messageId })
    this.#arrivals.emit('mail')
    return messageId
  }
}

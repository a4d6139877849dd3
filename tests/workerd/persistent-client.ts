import { setTimeout as wait } from 'node:timers/promises'
import type { BuiltWorker } from './built-worker.ts'
import type { Traffic } from './traffic.ts'

export interface Asking {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  /** Made anew for each try: the same contents every time. */
  body?: () => FormData | URLSearchParams | string
}

export interface Answered {
  status: number
  headers: Headers
  /** What arrived of the body. */
  text: string
  /** How often it was sent. */
  tries: number
}

const maxTries = 500

/** A browser or program that sends the same thing again until the Worker has answered it. */
export class PersistentClient {
  readonly #worker: BuiltWorker
  readonly #traffic: Traffic
  readonly #address: string
  readonly #cookies = new Map<string, string>()

  /** `address` is where it sends from, as `CF-Connecting-IP` would say. */
  constructor(worker: BuiltWorker, traffic: Traffic, address: string) {
    this.#worker = worker
    this.#traffic = traffic
    this.#address = address
  }

  /** Resolves with the first answer that is not "later"; a connection that breaks or 503 is no answer. */
  async ask(path: string, asking: Asking): Promise<Answered> {
    for (let tries = 1; tries <= maxTries; tries += 1) {
      await this.#worker.listening
      const answer = await this.#traffic.count(() => this.#send(path, asking)).catch(isCutOff)
      if (answer && answer.status !== 503) return { ...answer, tries }
      await wait(5)
    }
    throw new Error(`${path.replace(/[\w-]{43}/, '…')} had no answer in ${maxTries} tries`)
  }

  async #send(path: string, { method = 'GET', headers = {}, body }: Asking) {
    const { origin } = this.#worker
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const own = { 'CF-Connecting-IP': this.#address, Origin: origin, Cookie: cookie }
    const answer = await fetch(origin + path, {
      method,
      headers: { ...own, ...headers },
      body: body?.() ?? null,
      redirect: 'manual',
    })
    this.#keep(answer.headers.getSetCookie())
    // The head acknowledges; the rest may be cut off with the next kill.
    const text = await answer.text().catch(() => '')
    return { status: answer.status, headers: answer.headers, text }
  }

  #keep(lines: string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.#cookies.set(name, value)
    }
  }
}

function isCutOff(error: unknown): undefined {
  if (error instanceof TypeError) return undefined
  throw error
}

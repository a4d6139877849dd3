import { setTimeout as wait } from 'node:timers/promises'
import { paths } from '../../../src/i18n/paths.ts'
import { apiToken, type BuiltWorker } from '../built-worker.ts'
import type { Deed, Ledger } from '../kills/ledger.ts'
import { drawKey, markedText } from '../kills/words.ts'
import type { SeededRandom } from '../seeded-random.ts'

/** One request, with the deed that it does if it does one. */
interface Arrival {
  path: string
  init: RequestInit
  deed: Deed | undefined
  retryAfter: string | undefined
  /** 0 until there is an answer. */
  status: number
}

const tickMilliseconds = 10
/**
 * One workerd has one thread and no edge before it: what waits for that thread waits where no code sees it. So the
 * flood comes over so many connections, kept full as long as it lasts.
 */
const connections = 400
let floods = 0

/** Where those come from who flood: few enough that each address has its limit of posts reached. */
const floodingAddresses = ['10.9.0.1', '10.9.1.1', '10.9.2.1', '10.9.3.1'] as const
/** Somebody who has sent nothing yet. */
const newcomersAddress = '10.10.0.1'

/** Requests of many addresses: page views, programs of support that open tickets, guests who file. */
export class Flood {
  readonly arrivals: Arrival[] = []
  /** How many came; those that found no connection free were not sent. */
  arrived = 0
  #underWay = 0
  // So that no two floods write the same words.
  readonly #number = (floods += 1)
  readonly #worker: BuiltWorker
  readonly #ledger: Ledger
  readonly #random: SeededRandom

  constructor(worker: BuiltWorker, ledger: Ledger, random: SeededRandom) {
    this.#worker = worker
    this.#ledger = ledger
    this.#random = random
  }

  /** How many a second are answered when each of `connections` sends its next one after the last answer. */
  async capacity(connections: number, seconds: number): Promise<number> {
    const until = performance.now() + seconds * 1000
    let answered = 0
    const one = async () => {
      while (performance.now() < until) {
        await this.#send(this.#draw())
        answered += 1
      }
    }
    await Promise.all(Array.from({ length: connections }, one))
    return answered / seconds
  }

  /**
   * Sends so many a second, whatever becomes of those before, while a connection is free; resolves with their ends when
   * the last one was sent.
   */
  async pour(perSecond: number, seconds: number): Promise<Promise<void>[]> {
    const startedAt = performance.now()
    const ends: Promise<void>[] = []
    for (let elapsed = 0; elapsed < seconds;) {
      await wait(tickMilliseconds)
      elapsed = (performance.now() - startedAt) / 1000
      const due = Math.floor(Math.min(elapsed, seconds) * perSecond)
      for (; this.arrived < due; this.arrived += 1) {
        if (this.#underWay < connections) ends.push(this.#send(this.#draw()))
      }
    }
    return ends
  }

  /** Sends again what was cut off or turned away, a few at a time, until each has its answer. */
  async retry(): Promise<void> {
    const left = this.arrivals.filter(({ status }) => ![200, 201, 303].includes(status))
    const one = async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        await this.#send(next)
        if (![200, 201, 303].includes(next.status)) left.push(next)
      }
    }
    await Promise.all(Array.from({ length: 8 }, one))
  }

  /** How many were answered with each status; 0 stands for none at all. */
  tally(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const { status } of this.arrivals) counts[status] = (counts[status] ?? 0) + 1
    return counts
  }

  /** Statuses of those that were told to come again and not when. */
  withoutRetryAfter(): number[] {
    const later = this.arrivals.filter(({ status }) => status === 429 || status === 503)
    return later.filter(({ retryAfter }) => !Number(retryAfter)).map(({ status }) => status)
  }

  /** Somebody who had no part in any flood files a ticket; resolves with the status of the answer. */
  async fileOne(): Promise<number> {
    const arrival = this.#newArrival(this.#filing(), newcomersAddress)
    await this.#send(arrival)
    return arrival.status
  }

  async #send(arrival: Arrival): Promise<void> {
    this.#underWay += 1
    try {
      const url = this.#worker.origin + arrival.path
      const answer = await fetch(url, { ...arrival.init, redirect: 'manual' })
      arrival.status = answer.status
      arrival.retryAfter = answer.headers.get('Retry-After') ?? undefined
      if (arrival.deed && [201, 303].includes(answer.status)) arrival.deed.acknowledged = true
      await answer.arrayBuffer()
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    } finally {
      this.#underWay -= 1
    }
  }

  #draw(): Arrival {
    const draw = this.#random.below(10)
    const arrival = draw < 6 ? this.#view() : draw < 8 ? this.#opening() : this.#filing()
    return this.#newArrival(arrival, this.#random.pick(floodingAddresses))
  }

  #newArrival(arrival: Pick<Arrival, 'path' | 'init' | 'deed'>, address: string): Arrival {
    const headers = { ...arrival.init.headers, 'CF-Connecting-IP': address }
    const drawn = {
      ...arrival,
      init: { ...arrival.init, headers },
      status: 0,
      retryAfter: undefined,
    }
    this.arrivals.push(drawn)
    return drawn
  }

  #view() {
    return { path: paths.newTicket('ro'), init: {}, deed: undefined }
  }

  #opening() {
    const { key, email, text } = this.#words()
    const headers = {
      Authorization: `Bearer ${apiToken}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
    }
    const body = JSON.stringify({ email, locale: 'it', subject: 'Bonifico', text })
    const deed = this.#ledger.begin({ kind: 'opening', key, text, files: [] })
    return { path: paths.apiTickets, init: { method: 'POST', headers, body }, deed }
  }

  #filing() {
    const { key, email, text } = this.#words()
    const fields = { key, email, name: '', category: 'app', subject: 'Transfer', text }
    const headers = { Origin: this.#worker.origin, Cookie: `__Host-browser=${'b'.repeat(43)}` }
    const body = new URLSearchParams(fields)
    const deed = this.#ledger.begin({ kind: 'filing', key, text, files: [] })
    return { path: paths.newTicket('ro'), init: { method: 'POST', headers, body }, deed }
  }

  #words() {
    const mark = `f${this.#number}.${this.arrivals.length + 1}`
    const text = markedText(this.#random, mark)
    return { key: drawKey(this.#random), email: `${mark}@example.com`, text }
  }
}

import { parseTicketNumber } from '../../../src/core/ticket-number.ts'
import { paths } from '../../../src/i18n/paths.ts'
import { apiToken } from '../built-worker.ts'
import { PersistentClient } from '../persistent-client.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { Crowd } from './crowd.ts'
import type { Deed } from './ledger.ts'
import { drawKey, markedText } from './words.ts'

/** A program of support that opens tickets and answers, notes and asks on anybody's. */
export class Support {
  readonly #crowd: Crowd
  readonly #random: SeededRandom
  readonly #client: PersistentClient
  readonly #name: string
  #deeds = 0

  constructor(crowd: Crowd, random: SeededRandom, index: number) {
    this.#crowd = crowd
    this.#random = random
    this.#name = `s${index}`
    this.#client = new PersistentClient(crowd.worker, crowd.traffic, `10.2.0.${index + 1}`)
  }

  /** Goes on until the crowd is over; what was begun by then is acknowledged when this resolves. */
  async live(): Promise<void> {
    while (!this.#crowd.isOver) {
      const [first, ...rest] = this.#crowd.tickets
      if (!first || this.#random.chance(0.05)) await this.#open()
      else await this.#answer(this.#random.pick([first, ...rest]))
    }
  }

  async #open(): Promise<void> {
    const mark = this.#nextMark()
    const text = markedText(this.#random, mark)
    const words = { email: `${mark}@example.com`, locale: 'it', subject: `Bonifico ${mark}`, text }
    const deed = { kind: 'opening', key: drawKey(this.#random), text, files: [] } as const
    await this.#call(paths.apiTickets, words, this.#crowd.ledger.begin(deed))
  }

  async #answer(number: string): Promise<void> {
    const text = markedText(this.#random, this.#nextMark())
    const ticketId = parseTicketNumber(number) ?? ''
    const draw = this.#random.below(10)
    const asks = [{ kind: 'screenshot', label: 'Ecranul' }]
    const more = [{ visibility: 'internal' }, { asks }, { status: 'resolved' }][draw] ?? {}
    const deed = { kind: 'answer', key: drawKey(this.#random), ticketId, text, files: [] } as const
    await this.#call(paths.apiMessages(number), { text, ...more }, this.#crowd.ledger.begin(deed))
  }

  async #call(path: string, json: Record<string, unknown>, deed: Deed): Promise<void> {
    const headers = {
      Authorization: `Bearer ${apiToken}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': deed.key,
    }
    const body = () => JSON.stringify(json)
    const answer = await this.#client.ask(path, { method: 'POST', headers, body })
    if (answer.status !== 201) {
      this.#crowd.ledger.unexpected.push(
        `${deed.kind}: ${answer.status} after ${answer.tries} tries`,
      )
      return
    }
    deed.acknowledged = true
  }

  #nextMark(): string {
    this.#deeds += 1
    return `${this.#name}.${this.#deeds}`
  }
}

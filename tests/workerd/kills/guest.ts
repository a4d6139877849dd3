import { limits } from '../../../src/core/limits.ts'
import { parseTicketNumber } from '../../../src/core/ticket-number.ts'
import { paths } from '../../../src/i18n/paths.ts'
import { PersistentClient, type Answered } from '../persistent-client.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { Crowd } from './crowd.ts'
import type { Deed } from './ledger.ts'
import { drawFiles, drawKey, markedText } from './words.ts'

const locale = 'ro'
const maxTickets = 12

interface OwnTicket {
  number: string
  ticketId: string
  address: string
  state: 'filed' | 'asked' | 'proven' | 'lost'
  /** The guest's newest words there that were acknowledged. */
  newest: string
}

/** A guest in one browser who does at random what guests do, one thing after the other. */
export class Guest {
  readonly #crowd: Crowd
  readonly #random: SeededRandom
  readonly #client: PersistentClient
  readonly #name: string
  readonly #tickets: OwnTicket[] = []
  readonly #proven = Promise.withResolvers<void>()
  #deeds = 0

  constructor(crowd: Crowd, random: SeededRandom, index: number) {
    this.#crowd = crowd
    this.#random = random
    this.#name = `g${index}`
    this.#client = new PersistentClient(crowd.worker, crowd.traffic, `10.1.0.${index + 1}`)
  }

  /** Resolves when the guest has confirmed an address for the first time. */
  get proven(): Promise<void> {
    return this.#proven.promise
  }

  /** Goes on until the crowd is over; what was begun by then is acknowledged when this resolves. */
  async live(): Promise<void> {
    // Brings the browser its own cookie.
    this.#expect('page', await this.#client.ask(paths.newTicket(locale), {}), [200])
    while (!this.#crowd.isOver) await this.#act()
  }

  async #act(): Promise<void> {
    const { letterBox } = this.#crowd
    const filed = this.#tickets.find(
      (own) => own.state === 'filed' && letterBox.linkTo(own.address),
    )
    if (filed && this.#random.chance(0.5)) return this.#askCode(filed)
    const asked = this.#tickets.find(
      (own) => own.state === 'asked' && letterBox.codeTo(own.address),
    )
    if (asked && this.#random.chance(0.5)) return this.#confirm(asked)
    const [first, ...rest] = this.#tickets.filter(({ state }) => state === 'proven')
    const mayFile = this.#tickets.length < maxTickets
    const waits = this.#tickets.length > 0 && !first
    // Where a kill took a mail along, its lease keeps it for two minutes: the guest goes on with another ticket.
    if (waits && this.#random.chance(0.9)) return letterBox.nextMail(500)
    if (!first) return mayFile ? this.#file() : this.#look()
    if (mayFile && this.#random.chance(0.05)) return this.#file()
    const own = this.#random.pick([first, ...rest])
    const draw = this.#random.below(10)
    if (draw < 4) return this.#reply(own, false)
    if (draw < 7) return this.#reply(own, true)
    if (draw < 8) return this.#press(own, 'resolution')
    if (draw < 9) return this.#press(own, 'reopening')
    return this.#look(own)
  }

  async #file(): Promise<void> {
    const mark = this.#nextMark()
    const address = `${mark}@example.com`
    const fields = {
      key: drawKey(this.#random),
      email: address,
      name: 'Maria',
      category: 'payment',
      subject: `Transfer ${mark}`,
      text: markedText(this.#random, mark),
    }
    const files = this.#random.chance(0.3) ? await drawFiles(this.#random, mark) : []
    const deed = this.#begin('filing', fields, files)
    const answer = await this.#post(paths.newTicket(locale), () => toForm(fields, files))
    const number = this.#acknowledge(deed, answer)
    if (!number) return
    const ticketId = parseTicketNumber(number) ?? ''
    this.#tickets.push({ number, ticketId, address, state: 'filed', newest: fields.text })
    this.#crowd.tickets.push(number)
  }

  async #reply(own: OwnTicket, withFiles: boolean): Promise<void> {
    const mark = this.#nextMark()
    const fields = {
      key: drawKey(this.#random),
      text: markedText(this.#random, mark),
      answered: String(1 + this.#random.below(4)),
    }
    const files = withFiles ? await drawFiles(this.#random, mark) : []
    const deed = this.#begin('reply', { ...fields, ticketId: own.ticketId }, files)
    const path = paths.ticket(locale, own.number)
    if (this.#acknowledge(deed, await this.#post(path, () => toForm(fields, files)))) {
      own.newest = fields.text
    }
  }

  async #press(own: OwnTicket, kind: 'resolution' | 'reopening'): Promise<void> {
    const key = drawKey(this.#random)
    const deed = this.#begin(kind, { key, ticketId: own.ticketId }, [])
    this.#acknowledge(
      deed,
      await this.#post(paths[kind](locale, own.number), () => toQuery({ key })),
    )
  }

  // 429 says that an earlier try, whose answer was lost, has sent one already.
  async #askCode(own: OwnTicket): Promise<void> {
    const link = this.#crowd.letterBox.linkTo(own.address) ?? ''
    const answer = await this.#post(`${link}code/`, () => toQuery({}))
    this.#expect('code request', answer, answer.tries > 1 ? [303, 429] : [303])
    this.#crowd.ledger.codesSent.push(own.ticketId)
    own.state = 'asked'
  }

  async #confirm(own: OwnTicket): Promise<void> {
    const link = this.#crowd.letterBox.linkTo(own.address) ?? ''
    const code = this.#crowd.letterBox.codeTo(own.address) ?? ''
    const startedAt = performance.now()
    const answer = await this.#post(link, () => toQuery({ code }))
    // On a machine so slow that the repetition comes after its minute, the session is lost with its answer.
    const isLate = performance.now() - startedAt > limits.doubleTapSeconds * 1000
    own.state = answer.status === 303 ? 'proven' : 'lost'
    this.#expect('code', answer, isLate && answer.tries > 1 ? [303, 410] : [303])
    if (answer.status !== 303) return
    this.#crowd.ledger.confirmed.push(own.ticketId)
    this.#proven.resolve()
  }

  // Who reads sees the newest of what was acknowledged.
  async #look(own = this.#tickets.findLast(({ state }) => state !== 'lost')): Promise<void> {
    if (!own) return this.#file()
    const answer = await this.#client.ask(paths.ticket(locale, own.number), {})
    this.#expect('ticket page', answer, [200])
    const [mark = ''] = /\[.*\]$/.exec(own.newest) ?? []
    const isWhole = answer.text.endsWith('</html>')
    if (isWhole && !answer.text.includes(mark)) {
      this.#crowd.ledger.unexpected.push(`The page does not show ${mark}`)
    }
  }

  #begin(kind: Deed['kind'], { key, text, ticketId }: Record<string, string>, files: File[]): Deed {
    const known = { ...(text && { text }), ...(ticketId && { ticketId }) }
    return this.#crowd.ledger.begin({ kind, key: key ?? '', files, ...known })
  }

  #acknowledge(deed: Deed, answer: Answered): string | undefined {
    if (!this.#expect(deed.kind, answer, [303])) return undefined
    const [, number = ''] = /\/tickets\/([^/]+)\//.exec(answer.headers.get('Location') ?? '') ?? []
    deed.ticketId ??= parseTicketNumber(number) ?? ''
    deed.acknowledged = true
    return number
  }

  #expect(what: string, { status, tries }: Answered, expected: number[]): boolean {
    if (expected.includes(status)) return true
    this.#crowd.ledger.unexpected.push(`${what}: ${status} after ${tries} tries`)
    return false
  }

  #post(path: string, body: () => FormData | URLSearchParams): Promise<Answered> {
    return this.#client.ask(path, { method: 'POST', body })
  }

  #nextMark(): string {
    this.#deeds += 1
    return `${this.#name}.${this.#deeds}`
  }
}

function toForm(fields: Record<string, string>, files: File[]): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const file of files) form.append('files', file)
  return form
}

function toQuery(fields: Record<string, string>): URLSearchParams {
  return new URLSearchParams(fields)
}

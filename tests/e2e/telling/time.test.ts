import { expect, inject, test, vi } from 'vitest'
import { paths } from '../../../src/i18n/paths.ts'
import { recordFigure } from '../../figure.ts'
import { SeededRandom } from '../../workerd/seeded-random.ts'
import { FormClient } from '../form-client.ts'
import { provenGuest, ticketPage } from '../guest.ts'
import { awaitSentMails, countSentMails } from '../mailbox.ts'
import { answerTicket, openTicket } from '../support.ts'
import { signedToken } from './signed-token.ts'

const pairs = inject('proving') ? 400 : 2
const maxApartPercent = 5
const none = '0000-0000'

vi.setConfig({ testTimeout: 900_000 })

type Ask = (round: number) => Promise<number>

/**
 * Seconds that two kinds of asking take at the median. Ten of each by turns, so that whatever else goes on meets both;
 * within them in an order of chance, so that neither is always the other's successor.
 */
async function mediansOf(asks: readonly [Ask, Ask]): Promise<[number, number]> {
  const seconds: [number[], number[]] = [[], []]
  const random = new SeededRandom(1)
  for (let begin = 0; begin < pairs; begin += 10) {
    const rounds = Array.from({ length: Math.min(10, pairs - begin) }, (_, at) => begin + at)
    const turns = ([0, 1] as const).flatMap((which) => rounds.map((round) => ({ which, round })))
    for (const { which, round } of random.shuffled(turns)) {
      const began = performance.now()
      const status = await asks[which](round)
      seconds[which].push((performance.now() - began) / 1000)
      expect(status).toBeLessThan(500)
    }
  }
  return [median(seconds[0]), median(seconds[1])]
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2
}

async function judge(name: string, asks: readonly [Ask, Ask]): Promise<void> {
  // The first asking of all warms what is cold.
  await Promise.all(asks.map((ask) => ask(pairs)))
  const [known, unknown] = await mediansOf(asks)
  const apart = Math.abs(known - unknown) / Math.min(known, unknown)
  const value = Number((100 * apart).toFixed(2))
  const [a, b] = [known, unknown].map((each) => `${(1000 * each).toFixed(2)} ms`)
  const bar = `≤ ${maxApartPercent}`
  // Two of each in the tests show that they can be asked; time is judged where nothing else runs.
  if (!inject('proving')) return
  recordFigure({ proof: 'telling', figure: `${name}: ${a} and ${b}`, value, bar, unit: '%' })
  // Softly, so that every figure is there to read.
  expect.soft(value).toBeLessThanOrEqual(maxApartPercent)
}

const form = (fields: Record<string, string> = {}) =>
  new URLSearchParams({ key: 'key-of-this-form-0001', ...fields })

async function newClient(): Promise<FormClient> {
  const client = new FormClient()
  await client.get(paths.linkRequest('ro'))
  return client
}

/** Opens a ticket for each asking, and waits until their mails are out: sending them takes time of its own. */
async function openTickets(domain: string): Promise<string[]> {
  const sentBefore = countSentMails()
  const numbers: string[] = []
  for (let at = 0; at <= pairs; at += 1) {
    numbers.push(await openTicket({ email: `timing${at}@${domain}` }))
  }
  await awaitSentMails(sentBefore + numbers.length)
  return numbers
}

test('asking for a link takes as long for the owner as for anybody', async () => {
  const [own, other] = [await openTickets('one.example'), await openTickets('two.example')]
  const client = await newClient()
  const ask = async (email: string, ticketId = '') =>
    (await client.post(paths.linkRequest('ro'), form({ email, ticketId }))).status
  await judge('link asked for: the owner’s, another’s', [
    (round) => ask(`timing${round}@one.example`, own[round]),
    (round) => ask(`timing${round}@one.example`, other[round]),
  ])
  const late = await openTickets('three.example')
  await judge('link asked for: the owner’s, of no ticket', [
    (round) => ask(`timing${round}@three.example`, late[round]),
    (round) => ask(`timing${round}@three.example`, none),
  ])
})

test('nor does the next asking take longer after the owner’s than after any other', async () => {
  const own = await openTickets('four.example')
  const client = await newClient()
  const askTwice = async (email: string, ticketId: string) => {
    await client.post(paths.linkRequest('ro'), form({ email, ticketId }))
    return (await client.post(paths.linkRequest('ro'), form({ email, ticketId: none }))).status
  }
  await judge('link asked for and none: the owner’s, of no ticket', [
    (round) => askTwice(`timing${round}@four.example`, own[round] ?? ''),
    (round) => askTwice(`timing${round}@four.example`, none),
  ])
})

test('a link that was revoked takes as long as one of no ticket', async () => {
  const revoked = await provenGuest()
  const page = await revoked.client.get(paths.ticket('ro', revoked.number))
  await revoked.client.submit(page, 'form[action$="/new-link/"]')
  const token = revoked.link.split('/')[3] ?? ''
  const ofNone = await signedToken('00000000')
  const forged = token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
  const client = await newClient()
  const open = (each: string) => async () => (await client.get(`/ro/link/${each}/`)).status
  await judge('link page: revoked, of no ticket', [open(token), open(ofNone)])
  await judge('link page: forged, malformed', [open(forged), open('x'.repeat(token.length))])
})

test('another’s ticket takes as long as none, however long its thread', async () => {
  const guest = await provenGuest({ email: 'clock@example.com' })
  const other = await provenGuest({ email: 'watch@example.com' })
  for (let count = 0; count < 30; count += 1) {
    await answerTicket(other.number, { text: 'ș'.repeat(9000) })
  }
  const get = async (path: string) => (await guest.client.get(path)).status
  await judge('ticket page: another’s, none', [
    () => get(paths.ticket('ro', other.number)),
    () => get(paths.ticket('ro', none)),
  ])
  const outside = await newClient()
  const reply = async (number: string) =>
    (await outside.post(paths.ticket('ro', number), form({ text: 'a' }))).status
  await judge('reply without a session: another’s, none', [
    () => reply(other.number),
    () => reply(none),
  ])
})

test('another’s file takes as long as none', async () => {
  const guest = await provenGuest({ email: 'clock@example.com' })
  const other = await provenGuest({ email: 'watch@example.com' })
  const files = [new File(['a'.repeat(1_000_000)], 'jurnal.txt')]
  await other.client.submit(await ticketPage(other), '#reply', { text: 'Iată.', files })
  const link = (await ticketPage(other)).html.querySelector('.message.mine a.file')
  const get = async (path: string) => (await guest.client.get(path)).status
  await judge('file: another’s, none', [
    () => get(link?.getAttribute('href') ?? ''),
    () => get(paths.attachment('0'.repeat(32))),
  ])
})

test('filing takes as long with an address that is known', async () => {
  const known = await provenGuest({ email: 'known@example.com' })
  expect(known.number).not.toBe('')
  const client = await newClient()
  const words = { category: 'payment', subject: 'Plata', text: 'Nu a ajuns.' }
  let count = 0
  const file = async (email: string) => {
    const key = `key-of-this-form-${String((count += 1)).padStart(6, '0')}`
    const fields = new URLSearchParams({ key, email, ...words })
    return (await client.post(paths.newTicket('ro'), fields)).status
  }
  await judge('filing: known address, unknown', [
    () => file('known@example.com'),
    (round) => file(`unknown${round}@example.com`),
  ])
})

import { describe, expect, test } from 'vitest'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { runNightly } from '../../../functions/jobs/nightly.ts'
import { guestLinkToToken } from '../../../src/core/guest-link.ts'
import { parseTicketNumber } from '../../../src/core/ticket-number.ts'
import { recordFigure } from '../../figure.ts'
import { goodAddresses } from '../../input/addresses.ts'
import { corpus } from '../../input/corpora.ts'
import { leaksIn } from '../../input/leaks.ts'
import { some } from '../../input/runs.ts'
import { scripts } from '../../input/scripts.ts'
import { pngFile, readCode } from '../forms/guest-browser.ts'
import { apiToken, fields } from '../open-app.ts'
import { filePart, newVisitor, nextKey, partsOf } from './visitor.ts'

// Words of the log itself, which a naughty string may be.
const ofTheLog = /^(?:request|method|status|route|undefined|null|true|false|[a-z-]{1,12})$/i

/** A whole walk with this in every field, everything that must not be told, and what the log says. */
async function walk(address: string, typed: string) {
  const visitor = await newVisitor()
  const { desk, browser, post, call } = visitor
  const secrets = [address.trim(), typed, apiToken]
  const words = { subject: typed, text: typed, name: typed, happenedAt: typed }
  const png = new Uint8Array(await pngFile('a').arrayBuffer())
  const file = filePart(`${typed}.png`, png)
  const filing = { key: nextKey(), email: address, category: 'payment', ...words }
  await post('/ro/tickets/new/', [...partsOf(filing), file])
  const plain = { ...filing, key: nextKey(), subject: 'a', text: 'b', name: '', happenedAt: '' }
  const filed = await post('/ro/tickets/new/', partsOf(plain))
  const number = filed.headers.get('Location')?.split('/')[3] ?? expect.unreachable()
  const ticketId = parseTicketNumber(number) ?? expect.unreachable()
  const token = await guestLinkToToken(desk.keys, { ticketId, generation: 1 })
  await deliver(desk)
  await post('/ro/link/', partsOf({ email: address, ticketId: number }))
  const link = `/ro/link/${token}/`
  await browser.send(link)
  await browser.post(`${link}code/`, fields({}))
  const code = await readCode(visitor)
  await post(link, partsOf({ code: typed }))
  await browser.post(link, fields({ code }))
  await post(`/ro/tickets/${number}/`, [...partsOf({ key: nextKey(), text: typed }), file])
  await call('POST', `/tickets/${number}/messages`, { text: typed, author: typed })
  await call('POST', '/tickets', { ...words, email: address, locale: 'ro' })
  await browser.send(`/attachments/${encodeURIComponent(typed.toWellFormed())}`)
  await browser.send(`/ro/link/${encodeURIComponent(typed.toWellFormed())}/`)
  await breakEverything(visitor, link, number)
  await runNightly(desk)
  const sent = desk.mailSender.sent.flatMap(({ mail }) => mail.text.match(/\/link\/[^/]+/g) ?? [])
  secrets.push(token, code, ...sent, ...browser.cookies.values())
  return { secrets, lines: desk.logged.map((line) => JSON.stringify(line)) }
}

type Visitor = Awaited<ReturnType<typeof newVisitor>>

// What fails tells its own story: the parts go down one after another.
async function breakEverything({ desk, post, browser }: Visitor, link: string, number: string) {
  const provider = 'Recipient maria@example.com refused: 123456'
  desk.mailSender.fault = Object.assign(new Error(provider), { name: 'Error' })
  desk.pass(120)
  await browser.post(`${link}code/`, fields({}))
  await deliver(desk)
  desk.codes.down = desk.attachments.down = true
  desk.pass(120)
  await browser.post(`${link}code/`, fields({}))
  await post(`/ro/tickets/${number}/`, [
    ...partsOf({ key: nextKey(), text: 'b' }),
    filePart('a.png', 'x'),
  ])
  desk.codes.down = desk.attachments.down = false
  desk.mailSender.fault = undefined
}

describe('no line of the log holds an address, a token, a code, a cookie or a text', () => {
  const samples = [...some(scripts, 4), ...some(corpus, 25)]
  const strings = samples.filter((text) => !ofTheLog.test(text) && text.length > 5)

  test('after whole walks with every kind of text and address', async () => {
    let [read, leaks] = [0, 0]
    for (const [index, typed] of strings.entries()) {
      const address = goodAddresses[index % goodAddresses.length] ?? ''
      const { secrets, lines } = await walk(address, typed)
      const found = leaksIn(lines, secrets)
      expect(found).toEqual([])
      leaks += found.length
      read += lines.length
    }
    const figure = `secrets in ${read} lines of the log of ${strings.length} walks`
    recordFigure({ proof: 'input', figure, value: leaks, bar: '0' })
    expect(read).toBeGreaterThan(strings.length * 15)
  })

  test('and the search finds one that does, whatever its coat', () => {
    const secret = 'șapte pași "înapoi"'
    for (const coat of [secret, encodeURIComponent(secret), JSON.stringify({ secret })]) {
      expect(leaksIn([`a ${coat} b`, 'nothing'], [secret])).toEqual([`a ${coat} b`])
    }
    const base64 = Buffer.from(secret).toString('base64')
    expect(leaksIn([base64], [secret])).toEqual([base64])
    expect(leaksIn(['to somebody@example.com'], [])).toHaveLength(1)
  })
})

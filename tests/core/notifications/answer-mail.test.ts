import { beforeEach, describe, expect, test } from 'vitest'
import { answerMail, type IncomingMail } from '../../../src/core/notifications/answer-mail.ts'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { formatTicketNumber } from '../../../src/core/ticket-number.ts'
import { fileOne, linkToken } from '../../desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from '../../desk/open-memory-desk.ts'

const ours = 'mx.example.net; dkim=pass header.d=example.com; dmarc=pass header.from=example.com'
const quoted = String.raw`mx (our \) own); spf=pass smtp.mailfrom="a \" b"@x; dmarc=pass (p=none)`
let desk: MemoryDesk
let ticketId: string

beforeEach(async () => {
  desk = await openMemoryDesk()
  ticketId = await fileOne(desk)
  desk.mailSender.sent.length = 0
})

/** A mail to the no-reply address goes in; who was answered comes out. */
async function receive(changes: Partial<IncomingMail> = {}, receiver?: string): Promise<string[]> {
  desk.mailSender.sent.length = 0
  const mail = {
    envelopeFrom: 'maria@example.com',
    from: 'Maria Pop <maria@example.com>',
    subject: `Re: Tichetul ${formatTicketNumber(ticketId)} a fost actualizat`,
    authenticationResults: ours,
    autoSubmitted: undefined,
    precedence: undefined,
    fromList: false,
    ...changes,
  }
  await answerMail(desk, mail, receiver)
  await deliver(desk)
  return desk.mailSender.sent.map(({ to }) => to)
}

describe('the requester is answered', () => {
  test('once, in the ticket’s language, with the link', async () => {
    expect(await receive()).toEqual(['maria@example.com'])
    const [sent] = desk.mailSender.sent
    expect(sent?.mail.text).toContain(`/ro/link/${await linkToken(desk, ticketId)}/`)
    expect(sent?.mail.headers['Content-Language']).toBe('ro')
  })

  test('at most once a day and ticket', async () => {
    expect(await receive()).toHaveLength(1)
    desk.pass(3600)
    expect(await receive()).toHaveLength(0)
    await Promise.all([receive(), receive(), receive()])
    expect(desk.d1.rows("SELECT * FROM outbox WHERE kind = 'unattended'")).toHaveLength(1)
    desk.pass(86_400)
    expect(await receive()).toHaveLength(1)
  })

  test.each<[string, Partial<IncomingMail>]>([
    ['writes the bare address', { from: 'maria@example.com' }],
    ['is spelled otherwise', { from: '<MARIA@Example.com>' }],
    ['has an address for a name', { from: '"ion@example.com" <maria@example.com>' }],
    ['says that it is no automatic mail', { autoSubmitted: 'no' }],
    ['says so after a blank', { autoSubmitted: ' no; note=x' }],
    ['has some other precedence', { precedence: 'first-class' }],
    ['has one that only holds such a word', { precedence: 'not bulk' }],
    ['has one that only begins like it', { precedence: 'bulky' }],
    ['leaves blanks after the address', { from: 'Maria <maria@example.com> \t' }],
    ['has results after a quote and a comment', { authenticationResults: quoted }],
    ['has results without a list of others', { authenticationResults: 'mx; dmarc=pass' }],
    ['has results in capitals', { authenticationResults: 'MX; DMARC=PASS' }],
  ])('who %s', async (_, changes) => {
    expect(await receive(changes)).toEqual(['maria@example.com'])
  })

  test('whose subject has the number in small letters', async () => {
    const subject = `re: ${formatTicketNumber(ticketId).toLowerCase()}`
    expect(await receive({ subject })).toHaveLength(1)
  })
})

describe('dropped without a word', () => {
  test.each<[string, Partial<IncomingMail>]>([
    ['another sender', { from: 'Maria <mallory@example.com>' }],
    ['two senders', { from: 'Mallory <mallory@evil.example>, Maria <maria@example.com>' }],
    ['no sender', { from: '' }],
    ['a sender that is no address', { from: 'Maria' }],
    ['no ticket number', { subject: 'Re: tichetul meu' }],
    ['a number nobody has', { subject: 'Re: 0ZZZ-ZZZZ' }],
    ['a report of delivery', { envelopeFrom: '' }],
    ['an automatic reply', { autoSubmitted: 'auto-replied' }],
    ['an automatic mail', { autoSubmitted: 'Auto-Generated; note=x' }],
    ['a header that says nothing we know', { autoSubmitted: '' }],
    ['a word that begins like no', { autoSubmitted: 'nothing' }],
    ['a no that comes later', { autoSubmitted: 'auto-replied no' }],
    ['bulk mail', { precedence: 'bulk' }],
    ['junk', { precedence: 'junk' }],
    ['something behind the address', { from: 'Maria <maria@example.com> <ion@example.com>' }],
    ['a holiday note', { precedence: ' Auto_Reply' }],
    ['a mailing list', { fromList: true }],
    ['mail of a list by precedence', { precedence: 'list' }],
  ])('%s', async (_, changes) => {
    expect(await receive(changes)).toEqual([])
    expect(desk.d1.rows("SELECT * FROM outbox WHERE kind = 'unattended'")).toEqual([])
  })

  test.each([
    ['no results', ''],
    ['DMARC fails', 'mx.example.net; spf=pass; dmarc=fail header.from=example.com'],
    ['there is no policy', 'mx.example.net; dmarc=none'],
    ['something is called nearly so', 'mx.example.net; xdmarc=pass'],
    ['it passes only by half', 'mx.example.net; dmarc=passed'],
    ['a forged second header passes', `mx.example.net; dmarc=fail, ${ours}`],
    [
      'the sender’s own words pass',
      'mx.example.net; dmarc=fail smtp.mailfrom="a; dmarc=pass"@evil',
    ],
    ['a comment passes', 'mx.example.net; dmarc=fail (p=none; dmarc=pass)'],
    [
      'a comma hides a forged one',
      'mx.example.net; smtp.mailfrom="a; dmarc=pass, b"@evil; dmarc=fail',
    ],
    ['only a forged second header says anything', `mx.example.net; spf=pass, ${ours}`],
    ['a quote that never ends passes', 'mx.example.net; smtp.helo="a; dmarc=pass'],
    ['a comment that never ends passes', 'mx.example.net; spf=pass (a; dmarc=pass'],
    ['a quote in a quote ends nothing', String.raw`mx; smtp.mailfrom="a\"; dmarc=pass"@evil`],
    ['a bracket in a comment ends nothing', String.raw`mx; spf=pass (a \); dmarc=pass)`],
    ['it passes and fails', 'mx.example.net; dmarc=pass; dmarc=fail'],
    ['it passes and fails, with blanks', 'mx.example.net; dmarc=pass; dmarc = fail'],
    ['it passes and passes by', 'mx.example.net; dmarc=pass; dmarc=bypass'],
    ['it is the receiver’s name', 'dmarc=pass'],
  ])('where %s', async (_, authenticationResults) => {
    expect(await receive({ authenticationResults })).toEqual([])
  })
})

test('a number inside a longer word is none', async () => {
  const number = formatTicketNumber(ticketId)
  for (const subject of [`X${number}`, `${number}X`]) expect(await receive({ subject })).toEqual([])
})

test('an answer wakes the outbox, what is dropped does not', async () => {
  const { wakes } = desk
  await receive({ fromList: true })
  expect(desk.wakes).toBe(wakes)
  await receive()
  expect(desk.wakes).toBe(wakes + 1)
})

test('what stands beyond the length that is read does not count', async () => {
  const subject = `${'a '.repeat(500)}${formatTicketNumber(ticketId)}`
  expect(await receive({ subject })).toEqual([])
  const authenticationResults = `mx.example.net;${' '.repeat(4000)}dmarc=pass`
  expect(await receive({ authenticationResults })).toEqual([])
})

test('a mail about another ticket of the same requester is answered by itself', async () => {
  const other = await fileOne(desk, { text: 'Alt tichet' })
  await receive()
  expect(await receive({ subject: formatTicketNumber(other) })).toHaveLength(1)
  expect(desk.mailSender.sent[0]?.mail.text).toContain(await linkToken(desk, other))
})

describe('with the name of our own receiver set', () => {
  const receiver = 'mx.example.net'

  test.each([ours, ours.toUpperCase(), ours.replace('net;', 'net 1;')])(
    '%s counts',
    async (results) => {
      expect(await receive({ authenticationResults: results }, receiver)).toHaveLength(1)
    },
  )

  test.each([
    ['another receiver', ours.replace('mx.example.net', 'mx.example.org')],
    ['a name that begins like it', ours.replace('mx.example.net', 'mx.example.net.example.org')],
    ['a name that ends like it', ours.replace('mx.example.net', 'not-mx.example.net')],
    ['no name', 'dmarc=pass header.from=example.com'],
    ['its name in a comment', `(${receiver}) mx.example.org; dmarc=pass`],
    ['a second header alone', `mx.example.org; dmarc=pass, ${ours}`],
    ['no header', ''],
  ])('%s does not', async (_, authenticationResults) => {
    expect(await receive({ authenticationResults }, receiver)).toEqual([])
  })
})

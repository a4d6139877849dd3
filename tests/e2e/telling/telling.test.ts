import { beforeAll, describe, expect, test } from 'vitest'
import { paths } from '../../../src/i18n/paths.ts'
import { FormClient, type PageAnswer } from '../form-client.ts'
import { newGuest, provenGuest, ticketPage, type Guest } from '../guest.ts'
import { awaitMail, listMails } from '../mailbox.ts'
import { callApi } from '../support.ts'
import { likenessOf, likenessWithout } from './likeness.ts'
import { signedToken } from './signed-token.ts'

const none = '0000-0000'
const key = 'key-of-this-form-0001'

let guest: Guest
let other: Guest
let file: string
beforeAll(async () => {
  guest = await provenGuest({ email: 'telling@example.com' })
  other = await provenGuest({ email: 'told@example.com' })
  const files = [new File(['rând'], 'jurnal.txt')]
  await other.client.submit(await ticketPage(other), '#reply', { text: 'Iată.', files })
  const link = (await ticketPage(other)).html.querySelector('.message.mine a.file')
  file = link?.getAttribute('href') ?? ''
})

function expectAlike(answers: ReturnType<typeof likenessOf>[]): void {
  const [first] = answers
  for (const answer of answers) expect(answer).toEqual(first)
}

const browsers = () => [
  ['a guest of another ticket', guest.client],
  ['a browser without a session', new FormClient()],
]
const form = (fields: Record<string, string> = {}) => new URLSearchParams({ key, ...fields })

describe('a ticket of somebody else answers as none at all', () => {
  const calls: [string, (client: FormClient, number: string) => Promise<PageAnswer>][] = [
    ['its page', (client, number) => client.get(paths.ticket('ro', number))],
    ['earlier', (client, number) => client.get(`${paths.ticket('ro', number)}?before=2`)],
    ['its updates', (client, number) => client.get(paths.ticketUpdates('ro', number))],
    ['a reply', (client, number) => client.post(paths.ticket('ro', number), form({ text: 'a' }))],
    ['no text', (client, number) => client.post(paths.ticket('ro', number), form({ text: '' }))],
    ...(['resolution', 'reopening', 'newLink', 'endSessions'] as const).map(
      (name): (typeof calls)[number] => [
        name,
        (client, number) => client.post(paths[name]('ro', number), form()),
      ],
    ),
  ]

  test.each(calls)('%s', async (_, call) => {
    for (const [, client] of browsers() as [string, FormClient][]) {
      // The first answer gives a browser its cookie.
      await client.get(paths.linkRequest('ro'))
      const answers = []
      for (const number of [other.number, none, other.number, none]) {
        answers.push(likenessWithout(await call(client, number), number))
      }
      expectAlike(answers)
    }
  })

  test('and so does its file', async () => {
    for (const [, client] of browsers() as [string, FormClient][]) {
      await client.get(paths.linkRequest('ro'))
      for (const headers of [{}, { Range: 'bytes=0-1' }, { 'If-None-Match': '*' }]) {
        const answers = []
        for (const path of [file, paths.attachment('0'.repeat(32)), file.slice(0, -1)]) {
          answers.push(likenessOf(await client.get(path, headers as Record<string, string>)))
        }
        expectAlike(answers)
        expect(answers[0]?.status).toBe(404)
      }
    }
  })

  test('and so does the API, with a wrong token', async () => {
    const answers = []
    for (const number of [other.number, none, 'x']) {
      const headers = { Authorization: 'Bearer wrong' }
      const client = new FormClient()
      answers.push(likenessOf(await client.get(`/api/v1/tickets/${number}`, headers)).status)
    }
    expect(answers).toEqual([401, 401, 401])
  })
})

describe('a link that does not open', () => {
  test('answers alike, revoked, forged, of no ticket or no token at all, to every method', async () => {
    const revoked = await provenGuest({ email: 'revoked@example.com' })
    const page = await ticketPage(revoked)
    expect((await revoked.client.submit(page, 'form[action$="/new-link/"]')).status).toBe(303)
    const token = revoked.link.split('/')[3] ?? ''
    const forged = token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    const ofNone = await signedToken('00000000')
    const tokens = [token, forged, ofNone, 'x', '%20', 'a'.repeat(900)]
    const client = new FormClient()
    await client.get(paths.linkRequest('ro'))
    const [pages, codes, sends]: ReturnType<typeof likenessOf>[][] = [[], [], []]
    for (const each of tokens) {
      const path = `/ro/link/${each}/`
      pages?.push(likenessOf(await client.get(path)))
      codes?.push(likenessOf(await client.post(path, form({ code: '123456' }))))
      sends?.push(likenessOf(await client.post(`${path}code/`, form())))
    }
    for (const answers of [pages, codes, sends]) expectAlike(answers ?? [])
    expect(pages?.[0]?.status).toBe(404)
  })
})

describe('whoever asks for a link', () => {
  test('hears the same, whether it is theirs or not; one mail goes, to the owner', async () => {
    const { number } = await newGuest({ email: 'asking@example.com' })
    const asked = [
      ['stranger@example.com', number],
      ['asking@example.com', number],
      ['asking@example.com', none],
      ['ASKING@example.com', number],
      ['told@example.com', number],
    ] as const
    const client = new FormClient()
    await client.get(paths.linkRequest('ro'))
    const answers = []
    for (const [email, ticketId] of asked) {
      const answer = await client.post(paths.linkRequest('ro'), form({ email, ticketId }))
      answers.push(likenessOf(answer))
    }
    expectAlike(answers)
    const mail = await awaitMail(number, 2)
    expect(mail.to).toEqual(['asking@example.com'])
    await callApi(`/tickets/${number}/messages`, { method: 'POST', json: { text: 'Gata.' } })
    await awaitMail(number, 3)
    expect(await listMails(number)).toHaveLength(3)
  })
})

describe('whoever files a ticket', () => {
  test('hears the same of an address that is known and one that is not', async () => {
    const [filings, pages]: ReturnType<typeof likenessOf>[][] = [[], []]
    for (const email of ['told@example.com', 'tole@example.com']) {
      const client = new FormClient()
      const page = await client.get(paths.newTicket('ro'))
      const words = { category: 'payment', subject: 'Plata', text: 'Nu a ajuns.' }
      const filed = await client.submit(page, 'form[data-form=filing]', { email, ...words })
      const number = filed.headers.get('Location')?.split('/')[3] ?? ''
      filings?.push(likenessWithout(filed, number))
      const shown = likenessWithout(await client.get(paths.ticket('ro', number)), number)
      pages?.push({ ...shown, body: shown.body.replaceAll(/<time.*?<\/time>/gs, '') })
      expect((await awaitMail(number, 1)).to).toEqual([email])
    }
    expectAlike(filings ?? [])
    expectAlike(pages ?? [])
    expect(pages?.[0]?.body).toContain('t•••@example.com')
  })
})

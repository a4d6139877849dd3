import { describe, expect, test } from 'vitest'
import { paths } from '../../src/i18n/paths.ts'
import { alertOf, FormClient, type PageAnswer } from './form-client.ts'
import { newGuest, prove, provenGuest, ticketPage } from './guest.ts'
import { callApi } from './support.ts'

const replyForm = '#reply'
const pdf = new File(['%PDF-1.7\n%âãÏÓ\n1 0 obj\n'], 'dovadă.pdf', { type: 'application/pdf' })

interface ApiMessage {
  messageId: number
  text: string
  attachments: { attachmentId: string; name: string; type: string }[]
}

async function messagesOf(number: string): Promise<ApiMessage[]> {
  const answer = await callApi(`/tickets/${number}/messages?limit=100`)
  return ((await answer.json()) as { items: ApiMessage[] }).items
}

function textOf(page: PageAnswer): string {
  return (page.html.querySelector('textarea')?.textContent ?? '').replace(/^\n/, '')
}

describe('the same reply', () => {
  test.each([1, 2, 3, 4, 5, 6, 7])('sent %i times at once is one message', async (times) => {
    const guest = await provenGuest()
    const page = await ticketPage(guest)
    const send = () => guest.client.submit(page, replyForm, { text: 'Iată.', files: [pdf] })
    const answers = await Promise.all(Array.from({ length: times }, send))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(new Set(answers.map(({ headers }) => headers.get('Location'))).size).toBe(1)
    const messages = await messagesOf(guest.number)
    expect(messages).toHaveLength(2)
    expect(messages[1]?.attachments).toHaveLength(1)
    const later = await send()
    expect(later.headers.get('Location')).toBe(answers[0]?.headers.get('Location'))
    expect(await messagesOf(guest.number)).toHaveLength(2)
  })

  test('with other contents under its key is refused, kept, and gets a fresh key', async () => {
    const guest = await provenGuest()
    const page = await ticketPage(guest)
    await guest.client.submit(page, replyForm, { text: 'Prima.', files: [] })
    const other = await guest.client.submit(page, replyForm, { text: 'A doua.', files: [pdf] })
    expect(other.status).toBe(422)
    expect(alertOf(other)).not.toBe('')
    expect(textOf(other)).toBe('A doua.')
    const again = await guest.client.submit(other, replyForm, { text: textOf(other) })
    expect(again.status).toBe(303)
    const messages = await messagesOf(guest.number)
    expect(messages.map(({ text }) => text).slice(1)).toEqual(['Prima.', 'A doua.'])
    expect(messages[2]?.attachments.map(({ name }) => name)).toEqual(['dovadă.pdf'])
  })
})

describe('a refused reply keeps text and files', () => {
  const large = new File([new Uint8Array(10 * 1024 * 1024 + 1)], 'mare.pdf')
  const six = Array.from(
    { length: 6 },
    (_, index) => new File([`%PDF-1.7 ${index}`], `${index}.pdf`),
  )
  test.each<[string, number, Record<string, string | File[]>, string[]]>([
    ['a text that is too long', 422, { text: 'ș'.repeat(10_001), files: [pdf] }, ['dovadă.pdf']],
    ['an invisible character', 422, { text: 'a\u0007b', files: [pdf] }, ['dovadă.pdf']],
    ['nothing in it', 422, { text: ' ' }, []],
    ['a file that is too large', 413, { text: 'Iată.', files: [large, pdf] }, ['dovadă.pdf']],
    [
      'a program',
      415,
      { text: 'Iată.', files: [new File(['MZ\0\0'], 'a.png'), pdf] },
      ['dovadă.pdf'],
    ],
    ['text under another name', 415, { text: 'Iată.', files: [new File(['abc'], 'a.html')] }, []],
    [
      'six files',
      422,
      { text: 'Iată.', files: six },
      ['0.pdf', '1.pdf', '2.pdf', '3.pdf', '4.pdf'],
    ],
  ])('%s', async (_, status, fields, kept) => {
    const guest = await provenGuest()
    const answer = await guest.client.submit(await ticketPage(guest), replyForm, fields)
    expect(answer.status).toBe(status)
    expect(alertOf(answer)).not.toBe('')
    expect(textOf(answer)).toBe(fields['text'])
    const form = answer.html.querySelector(replyForm)
    expect(form?.querySelectorAll('.file bdi').map((name) => name.textContent)).toEqual(kept)
    expect(await messagesOf(guest.number)).toHaveLength(1)
    const sent = await guest.client.submit(answer, replyForm, { text: 'Acum.' })
    expect(sent.status).toBe(303)
    const names = (await messagesOf(guest.number))[1]?.attachments.map(({ name }) => name)
    expect(names).toEqual(kept)
  })

  test('a body of another type is a 415', async () => {
    const guest = await provenGuest()
    const path = paths.ticket('ro', guest.number)
    const headers = { 'Content-Type': 'application/json' }
    expect((await guest.client.post(path, '{}', headers)).status).toBe(415)
  })
})

describe('a reply after the session ended', () => {
  test('is kept for this browser until the address is proven again, and for no other', async () => {
    const guest = await provenGuest()
    const page = await ticketPage(guest)
    await guest.client.submit(page, 'form[action$="/end-sessions/"]')
    const refused = await guest.client.submit(page, replyForm, {
      text: 'Nu se pierde.',
      files: [pdf],
    })
    expect(refused.status).toBe(401)
    expect(refused.text).toContain('Nu se pierde.')
    const stranger = { ...guest, client: new FormClient() }
    const late = await newGuest()
    await prove({ ...guest, client: stranger.client }).catch(() => undefined)
    const entered = await prove({ ...guest, client: late.client }).catch(() => undefined)
    expect(entered?.text ?? '').not.toContain('Nu se pierde.')
  })

  test('stands in the reply box afterwards', async () => {
    const guest = await newGuest()
    const path = paths.ticket('ro', guest.number)
    await guest.client.get(guest.link)
    const form = new FormData()
    form.append('key', 'k'.repeat(22))
    form.append('text', 'Nu se pierde.')
    const refused = await guest.client.post(path, form)
    expect(refused.status).toBe(401)
    const unknown = await new FormClient().post(paths.ticket('ro', '0000-0000'), form)
    expect(unknown.status).toBe(401)
    await prove(guest)
    expect(textOf(await ticketPage(guest))).toBe('Nu se pierde.')
  })
})

import { describe, expect, test } from 'vitest'
import { paths } from '../../src/i18n/paths.ts'
import { translator } from '../../src/i18n/translator.ts'
import { alertOf, FormClient, type FormFields, type PageAnswer } from './form-client.ts'
import { askCode, codeForm } from './guest.ts'
import { awaitMail, linkIn, listMails } from './mailbox.ts'
import { answerTicket, callApi } from './support.ts'

const form = 'form[data-form=filing]'
const png = new File([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13])], 'plată.png')

function fields(changes: FormFields = {}): FormFields {
  const words = { email: 'nina@example.com', name: 'Nina', category: 'payment', subject: 'Plata' }
  return { ...words, text: 'Nu a ajuns.', transactionIds: '', happenedAt: '', ...changes }
}

function numberIn(answer: PageAnswer): string {
  return answer.headers.get('Location')?.split('/')[3] ?? ''
}

async function file(client: FormClient, changes: FormFields = {}): Promise<PageAnswer> {
  return client.submit(await client.get(paths.newTicket('ro')), form, fields(changes))
}

describe('filing a ticket', () => {
  test('shows the browser that filed it its own words, and nothing of support', async () => {
    const client = new FormClient()
    const text = '\nPrima linie\r\n\ta doua \u{1f642} <script>alert(1)</script>'
    const number = numberIn(await file(client, { email: 'own@example.com', text, files: [png] }))
    await answerTicket(number, { text: 'Numai după cod.', author: 'Elena' })
    const page = await client.get(paths.ticket('ro', number))
    expect(page.status).toBe(200)
    expect(page.html.querySelector('.message .text')?.textContent).toBe(text.replace('\r\n', '\n'))
    expect(page.text).not.toContain('Numai după cod.')
    expect(page.html.querySelector('#reply')).toBeNull()
    expect(page.text).toContain('o•••@example.com')
    const picture = page.html.querySelector('.file img')?.getAttribute('src') ?? ''
    expect((await client.get(picture)).status).toBe(200)
  })

  test('loses that view when anybody proves the address', async () => {
    const client = new FormClient()
    const number = numberIn(await file(client, { email: 'prove@example.com' }))
    const link = new URL(linkIn(await awaitMail(number, 1))).pathname
    const owner = { client: new FormClient(), number, link }
    const code = await askCode(owner)
    await owner.client.submit(await owner.client.get(link), codeForm, { code })
    const page = await client.get(paths.ticket('ro', number))
    expect(page.status).toBe(303)
    expect(page.headers.get('Location')).toContain(paths.linkRequest('ro'))
  })

  test('twice with one form is one ticket, one mail, one answer', async () => {
    const client = new FormClient()
    const page = await client.get(paths.newTicket('it'))
    const send = () => client.submit(page, form, fields({ email: 'twice@example.com' }))
    const answers = await Promise.all([send(), send(), send()])
    const numbers = new Set(answers.map(numberIn))
    expect(numbers.size).toBe(1)
    const [number = ''] = numbers
    await awaitMail(number, 1)
    expect(await listMails(number)).toHaveLength(1)
    const other = await client.submit(page, form, fields({ text: 'Altro.' }))
    expect(other.status).toBe(422)
    expect(other.html.querySelector('#text')?.textContent.trim()).toBe('Altro.')
  })

  test('mails an unverified address three times a day and then says so', async () => {
    const email = 'often@example.com'
    const numbers: string[] = []
    for (let times = 0; times < 4; times += 1) {
      numbers.push(numberIn(await file(new FormClient(), { email })))
    }
    const client = new FormClient()
    const last = numberIn(await file(client, { email }))
    const words = translator('ro', 'tickets')('filed.notMailed', { address: 'o•••@example.com' })
    expect(
      (await client.get(paths.ticket('ro', last))).html.querySelector('.note')?.textContent,
    ).toContain(words)
    await awaitMail(numbers[2] ?? '', 1)
    expect(await listMails(numbers[3] ?? '')).toHaveLength(0)
    expect(await listMails(last)).toHaveLength(0)
  })

  test.each<[string, FormFields, string]>([
    ['no address', { email: 'nina at example' }, 'email'],
    ['an address with a line break', { email: 'a@example.com\nBcc: b@example.com' }, 'email'],
    ['no subject', { subject: ' ' }, 'subject'],
    ['a subject of two lines', { subject: 'a\nb' }, 'subject'],
    ['an unknown category', { category: 'gossip' }, 'category'],
    ['no text', { text: '' }, 'text'],
  ])('with %s is refused beside the field, and keeps everything', async (_, changes, field) => {
    const client = new FormClient()
    const answer = await file(client, { ...changes, happenedAt: 'Ieri', files: [png] })
    expect(answer.status).toBe(422)
    expect(alertOf(answer)).not.toBe('')
    expect(answer.html.querySelector(`#${field}-fault`)?.textContent).not.toBe('')
    expect(answer.html.querySelector('#happenedAt')?.getAttribute('value')).toBe('Ieri')
    expect(answer.html.querySelector('[name=stored]')).not.toBeNull()
    const sent = await client.submit(answer, form, fields({ email: 'kept@example.com' }))
    expect(sent.status).toBe(303)
    const messages = await callApi(`/tickets/${numberIn(sent)}/messages`)
    const { items } = (await messages.json()) as { items: { attachments: unknown[] }[] }
    expect(items[0]?.attachments).toHaveLength(1)
  })

  test('the first mail holds nothing that was typed', async () => {
    const changes = { email: 'typed@example.com', name: 'MARKNAME', subject: 'MARKSUBJECT' }
    const number = numberIn(await file(new FormClient(), { ...changes, text: 'MARKTEXT' }))
    const mail = await awaitMail(number, 1)
    expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/MARK/)
    expect(mail.headers).toMatchObject({
      'Content-Language': 'ro',
      'Auto-Submitted': 'auto-generated',
    })
    expect(mail.to).toEqual(['typed@example.com'])
  })
})

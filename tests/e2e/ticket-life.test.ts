import { describe, expect, test } from 'vitest'
import { hiddenFields } from './form-client.ts'
import { provenGuest, ticketPage } from './guest.ts'
import { listMails } from './mailbox.ts'
import { answerTicket, callApi } from './support.ts'

const replyForm = '#reply'

describe('what support asks for', () => {
  test('stays open until every item is ticked or given up', async () => {
    const guest = await provenGuest()
    const asks = [
      { kind: 'time', label: 'Ora exactă' },
      { kind: 'screenshot', label: 'Pagina' },
    ]
    await answerTicket(guest.number, { text: 'Ne mai trebuie ceva.', asks })
    const page = await ticketPage(guest)
    expect(page.html.querySelectorAll('[name=answered]')).toHaveLength(2)
    await guest.client.submit(page, replyForm, { text: 'Ora: 09:12.', answered: '1' })
    expect(await statusOf(guest.number)).toBe('waiting')
    const second = await ticketPage(guest)
    await guest.client.submit(second, replyForm, { text: 'Nu o am.', declined: '2' })
    expect(await statusOf(guest.number)).toBe('open')
  })
})

describe('a closed ticket', () => {
  test('goes on in another one with the same click', async () => {
    const guest = await provenGuest()
    await answerTicket(guest.number, { text: 'Gata.', status: 'closed' })
    const sent = await guest.client.submit(await ticketPage(guest), replyForm, { text: 'Iar!' })
    expect(sent.status).toBe(303)
    const location = sent.headers.get('Location') ?? ''
    expect(location).not.toContain(guest.number)
    const next = await guest.client.get(location.split('#')[0] ?? '')
    expect(next.status).toBe(200)
    expect(next.text).toContain(guest.number)
    expect((await ticketPage(guest)).text).toContain(location.split('/')[3] ?? 'nothing')
  })
})

async function statusOf(number: string): Promise<string> {
  return ((await (await callApi(`/tickets/${number}`)).json()) as { status: string }).status
}

describe('actions of the page', () => {
  test('solve and reopen once, however often they are sent', async () => {
    const guest = await provenGuest()
    const page = await ticketPage(guest)
    const solve = () => guest.client.submit(page, 'form[action$="/resolution/"]')
    const answers = await Promise.all([solve(), solve(), solve()])
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await statusOf(guest.number)).toBe('resolved')
    await guest.client.submit(await ticketPage(guest), 'form[action$="/reopening/"]')
    expect(await statusOf(guest.number)).toBe('open')
    expect((await solve()).status).toBe(303)
    expect(await statusOf(guest.number)).toBe('open')
    expect(await listMails(guest.number)).toHaveLength(2)
  })

  test('ending the sessions asks for a new code', async () => {
    const guest = await provenGuest()
    const old = new Map(guest.client.cookies)
    const page = await ticketPage(guest)
    await guest.client.submit(page, 'form[action$="/end-sessions/"]')
    for (const [name, value] of old) guest.client.cookies.set(name, value)
    expect((await ticketPage(guest)).status).toBe(303)
    expect(hiddenFields(page.html.querySelector(replyForm) ?? page.html)['key']).toHaveLength(1)
  })
})

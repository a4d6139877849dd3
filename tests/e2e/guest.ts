import { paths } from '../../src/i18n/paths.ts'
import { FormClient, type PageAnswer } from './form-client.ts'
import { awaitMail, codeIn, linkIn, listMails } from './mailbox.ts'
import { openTicket } from './support.ts'

export interface Guest {
  client: FormClient
  number: string
  /** Path of the ticket's link. */
  link: string
}

export const codeForm = 'form:has([name=code])'
export const sendForm = 'form[action$="/code/"]'

/** A ticket that support opened, and the browser of its requester, who holds the mail. */
export async function newGuest(changes: Record<string, unknown> = {}): Promise<Guest> {
  const number = await openTicket(changes)
  const link = new URL(linkIn(await awaitMail(number, 1))).pathname
  return { client: new FormClient(), number, link }
}

/** Presses the button that sends a code, and reads it from the mail. */
export async function askCode({ client, number, link }: Guest): Promise<string> {
  const before = (await listMails(number)).length
  await client.submit(await client.get(link), sendForm)
  return codeIn(await awaitMail(number, before + 1))
}

/** Proves the address in the guest's browser. */
export async function prove(guest: Guest): Promise<PageAnswer> {
  const code = await askCode(guest)
  return guest.client.submit(await guest.client.get(guest.link), codeForm, { code })
}

/** A guest whose browser has proven the address. */
export async function provenGuest(changes: Record<string, unknown> = {}): Promise<Guest> {
  const guest = await newGuest(changes)
  await prove(guest)
  return guest
}

export function ticketPage({ client, number }: Guest): Promise<PageAnswer> {
  return client.get(paths.ticket('ro', number))
}

import { randomInt } from 'node:crypto'
import { paths } from '../../../src/i18n/paths.ts'
import { digest } from '../../../src/core/token.ts'
import { FormClient, type FormFields, type PageAnswer } from '../form-client.ts'
import { newGuest, prove, sendForm, ticketPage, type Guest } from '../guest.ts'
import { awaitMail, linkIn } from '../mailbox.ts'
import { answerTicket } from '../support.ts'
import { toActors, type Actor } from './actors.ts'
import { ageSession } from './stored.ts'
import type { ActorName, ObjectName } from './row.ts'

/** The parameters of a path that name an object. */
export interface Names {
  ticketNumber: string
  token: string
  attachmentId: string
}

export interface Scene {
  actors: Record<ActorName, Actor>
  objects: Record<ObjectName, Names>
}

const file = () => new File(['rândul 1'], 'jurnal.log')
const idleSeconds = 2 * 3600

/** Three tickets in the states that matter, and everybody who has something to do with them. */
export async function setScene(): Promise<Scene> {
  const [filed, other, ticket] = await Promise.all([fileOne(), otherTicket(), provenTicket()])
  const { formerFiler, otherGuest } = other
  const { guest, expired, revoked, linkHolder } = ticket
  const browsers = { filer: filed.client, formerFiler, otherGuest, guest, expired, revoked }
  const token = ticket.names.token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
  return {
    actors: toActors({ ...browsers, linkHolder }),
    objects: {
      ticket: ticket.names,
      filed: await toNames(filed),
      other: other.names,
      none: { ticketNumber: `0QZ7-${1000 + randomInt(9000)}`, token, attachmentId: '0'.repeat(32) },
    },
  }
}

async function otherTicket() {
  const filed = await fileOne()
  const otherGuest = { ...filed, client: new FormClient() }
  await prove(otherGuest)
  const names = await toNames(otherGuest)
  return { formerFiler: filed.client, otherGuest: otherGuest.client, names }
}

// Five codes are an hour's budget: whoever asks for one after that is refused.
async function provenTicket() {
  const guest = await newGuest({ email: 'permissions@example.com' })
  const inBrowser = () => ({ ...guest, client: new FormClient() })
  const [revoked, expired, linkHolder] = [inBrowser(), inBrowser(), inBrowser()]
  await prove(revoked)
  const cookies = new Map(revoked.client.cookies)
  await revoked.client.submit(await ticketPage(revoked), 'form[action$="/end-sessions/"]')
  for (const [name, value] of cookies) revoked.client.cookies.set(name, value)
  await prove(guest)
  await prove(expired)
  for (const idle of [inBrowser(), inBrowser()])
    await idle.client.submit(await idle.client.get(idle.link), sendForm)
  await linkHolder.client.get(guest.link)
  await guest.client.submit(await ticketPage(guest), '#reply', { text: 'Iată.', files: [file()] })
  await answerTicket(guest.number, { text: 'Numai între noi.', visibility: 'internal' })
  const session = expired.client.cookies.get('__Host-session') ?? ''
  await ageSession(await digest(session), idleSeconds)
  await awaitMail(guest.number, 6)
  const browsers = { guest: guest.client, expired: expired.client, revoked: revoked.client }
  return { ...browsers, linkHolder: linkHolder.client, names: await toNames(guest) }
}

async function fileOne(): Promise<Guest> {
  const client = new FormClient()
  const typed: FormFields = {
    email: `filer-${crypto.randomUUID()}@example.com`,
    category: 'payment',
    subject: 'Plata nu a ajuns',
    text: 'Am plătit ieri.',
    files: [file()],
  }
  const page = await client.get(paths.newTicket('ro'))
  const sent = await client.submit(page, 'main form', typed)
  const number = /tickets\/([^/]+)\//.exec(sent.headers.get('Location') ?? '')?.[1] ?? ''
  return { client, number, link: new URL(linkIn(await awaitMail(number, 1))).pathname }
}

async function toNames(guest: Guest): Promise<Names> {
  const attachment = fileLink(await ticketPage(guest))
  return {
    ticketNumber: guest.number,
    token: guest.link.split('/')[3] ?? '',
    attachmentId: attachment.split('/').at(-1) ?? '',
  }
}

function fileLink({ html, status }: PageAnswer): string {
  const link = html.querySelector('a.file')?.getAttribute('href')
  if (!link) throw new Error(`The ticket’s page (${status}) shows no file`)
  return link
}

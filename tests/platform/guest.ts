import { guestLinkToToken } from '../../src/core/guest-link.ts'
import { deliver } from '../../src/core/notifications/deliver.ts'
import { formatTicketNumber, parseTicketNumber } from '../../src/core/ticket-number.ts'
import { bytesToBase64url } from '../../src/core/token.ts'
import { paths } from '../../src/i18n/paths.ts'
import { Browser, openApp, type Answer, type App, type Fields } from './browser.ts'
import type { PlatformDesk } from './platform-desk.ts'

const locale = 'ro'

/** A guest of their own for one test: address, ticket, and the browser that has proven nothing yet. */
export interface Guest {
  app: App
  browser: Browser
  email: string
  ticketId: string
  /** Path of the ticket's page, whose form takes replies. */
  ticketPath: string
  linkPath: string
  codePath: string
}

export function newKey(): string {
  return bytesToBase64url(crypto.getRandomValues(new Uint8Array(16)))
}

export function newEmail(): string {
  return `maria-${newKey().toLowerCase().replaceAll('_', 'x')}@example.com`
}

/** The smallest thing that is a PNG by its content. */
export function newPicture(name = 'ecran.png'): File {
  return new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2])], name)
}

/** A key whose ticket goes to the last of the desk's databases, the one farthest from home. */
export function farKey({ tickets }: PlatformDesk): string {
  const keys = Array.from({ length: 200 }, newKey).toSorted((a, b) =>
    tickets.shardOf(a) < tickets.shardOf(b) ? 1 : -1,
  )
  return keys[0] ?? newKey()
}

export function filingFields(email: string, key = newKey()): Fields {
  return {
    key,
    email,
    name: 'Maria',
    category: 'payment',
    subject: 'Transferul nu a ajuns',
    text: 'Am trimis 240 de lei luni și nu îi văd încă.',
  }
}

/** Files a ticket in a browser that is not used again, and comes with another one to its link. */
export async function guestWithTicket(desk: PlatformDesk): Promise<Guest> {
  const app = openApp(desk)
  const email = newEmail()
  const filed = await new Browser(app).post(
    paths.newTicket(locale),
    filingFields(email, farKey(desk)),
  )
  await deliver(desk)
  return guestOf(desk, app, { email, ticketId: locationToTicketId(filed) })
}

/** The same, and the address is proven in that other browser. */
export async function guestInside(desk: PlatformDesk): Promise<Guest> {
  const guest = await guestWithTicket(desk)
  const code = await askCode(desk, guest)
  const entered = await guest.browser.post(guest.linkPath, { code })
  if (entered.status !== 303) throw new Error(`The code was answered with ${entered.status}`)
  return guest
}

/** Has a code sent to the guest's browser and reads it from the mail. */
export async function askCode(desk: PlatformDesk, { browser, codePath }: Guest): Promise<string> {
  const asked = await browser.post(codePath, {})
  if (asked.status !== 303) throw new Error(`Asking was answered with ${asked.status}`)
  await deliver(desk)
  return readCode(desk)
}

/** The code in the newest mail. */
export function readCode(desk: PlatformDesk): string {
  const code = desk.mailSender.sent.at(-1)?.mail.text.match(/^\d{6}$/m)?.[0]
  if (!code) throw new Error('The newest mail has no code on a line of its own')
  return code
}

/** A code that is not this one. */
export function wrongCode(code: string): string {
  return code === '000000' ? '000001' : '000000'
}

/** The ticket whose page an answer leads to. */
export function locationToTicketId({ status, location = '' }: Answer): string {
  const ticketId = parseTicketNumber(/\/tickets\/([^/]+)\//.exec(location)?.[1] ?? '')
  if (!ticketId) throw new Error(`Answered with ${status}, leading to no ticket`)
  return ticketId
}

async function guestOf(
  desk: PlatformDesk,
  app: App,
  { email, ticketId }: { email: string; ticketId: string },
): Promise<Guest> {
  const token = await guestLinkToToken(desk.keys, { ticketId, generation: 1 })
  const browser = new Browser(app)
  const linkPath = paths.link(locale, token)
  await browser.open(linkPath)
  const ticketPath = paths.ticket(locale, formatTicketNumber(ticketId))
  const codePath = paths.sendCode(locale, token)
  return { app, browser, email, ticketId, ticketPath, linkPath, codePath }
}

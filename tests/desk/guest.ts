import { confirmCode } from '../../src/core/access/confirm-code.ts'
import { sendCode } from '../../src/core/access/send-code.ts'
import type { Viewer } from '../../src/core/access/viewer.ts'
import type { Desk } from '../../src/core/desk.ts'
import { guestLinkToToken } from '../../src/core/guest-link.ts'
import { deliver } from '../../src/core/notifications/deliver.ts'
import { fileTicket, type Filing } from '../../src/core/tickets/file-ticket.ts'
import type { Reply } from '../../src/core/tickets/reply.ts'
import { bytesToBase64url, digest } from '../../src/core/token.ts'
import type { MemoryDesk } from './open-memory-desk.ts'

/** A browser that has been on a page of ours: its own cookie, no session. */
export function newViewer(name = 'maria'): Viewer {
  const browserHash = `browser-${name}`
  return { browserHash, hasCookie: true, sessionHash: undefined, device: 'phone' }
}

export function newKey(desk: Pick<Desk, 'random'>): string {
  return bytesToBase64url(desk.random(16))
}

export function newFiling(desk: Desk, changes: Partial<Filing> = {}): Filing {
  return {
    locale: 'ro',
    key: newKey(desk),
    email: 'maria@example.com',
    name: 'Maria',
    category: 'payment',
    subject: 'Transferul nu a ajuns',
    text: 'Am trimis 240 de lei luni și nu îi văd încă.',
    transactionIds: '',
    happenedAt: '',
    files: [],
    ...changes,
  }
}

export function newReply(desk: Desk, ticketId: string, changes: Partial<Reply> = {}): Reply {
  const contents = { text: 'Iată ora exactă.', answered: [], declined: [], files: [] }
  return { ticketId, key: newKey(desk), ...contents, ...changes }
}

/** Files a ticket in a browser of its own and delivers its mail. */
export async function fileOne(desk: Desk, changes: Partial<Filing> = {}): Promise<string> {
  const { ticketId } = await fileTicket(desk, newViewer('filer'), newFiling(desk, changes))
  await deliver(desk)
  return ticketId
}

export function linkToken(desk: Desk, ticketId: string, generation = 1): Promise<string> {
  return guestLinkToToken(desk.keys, { ticketId, generation })
}

/** Asks for a code in this browser and reads it from the mail. */
export async function askCode(desk: MemoryDesk, viewer: Viewer, token: string): Promise<string> {
  await sendCode(desk, viewer, token)
  await deliver(desk)
  const code = desk.mailSender.sent.at(-1)?.mail.text.match(/^\d{6}$/m)?.[0]
  if (!code) throw new Error('The code mail has no code on a line of its own')
  return code
}

/** The same browser after it has proven the ticket's address. */
export async function proveAddress(
  desk: MemoryDesk,
  viewer: Viewer,
  ticketId: string,
): Promise<Viewer> {
  const token = await linkToken(desk, ticketId)
  const code = await askCode(desk, viewer, token)
  const { sessionId } = await confirmCode(desk, viewer, { token, code, remember: false })
  return { ...viewer, sessionHash: await digest(sessionId) }
}

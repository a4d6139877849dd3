import type { Viewer } from '../../../src/core/access/viewer.ts'
import { answer, type Answer } from '../../../src/core/tickets/answer.ts'
import { updateTicket } from '../../../src/core/tickets/update-ticket.ts'
import type { AskKind, Status, StoredFile, Ticket } from '../../../src/core/tickets/ticket.ts'
import { fileOne, newViewer, proveAddress } from '../../desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from '../../desk/open-memory-desk.ts'

/** A ticket of its own, and the guest who has proven its address. */
export async function openProvenDesk(): Promise<{
  desk: MemoryDesk
  ticketId: string
  viewer: Viewer
}> {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  const viewer = await proveAddress(desk, newViewer(), ticketId)
  return { desk, ticketId, viewer }
}

/** Somebody else with a live session of a ticket of their own. */
export async function otherGuest(desk: MemoryDesk): Promise<Viewer> {
  const ticketId = await fileOne(desk, { email: 'ion@example.com' })
  return proveAddress(desk, newViewer('ion'), ticketId)
}

/** The ticket as it is now; an error where there is none. */
export async function readTicket(desk: MemoryDesk, ticketId: string): Promise<Ticket> {
  const { ticket } = await desk.tickets.readState({ ticketId })
  if (!ticket) throw new Error(`No ticket ${ticketId}`)
  return ticket
}

export async function askStates(desk: MemoryDesk, ticketId: string): Promise<string[]> {
  return (await desk.tickets.listAsks(ticketId)).map(({ state }) => state)
}

/** Kinds of everything that happened, in order. */
export async function eventKinds(desk: MemoryDesk, ticketId: string): Promise<string[]> {
  return (await desk.tickets.listEvents(ticketId)).map(({ kind }) => kind)
}

/** Kinds of the ticket's mails, codes apart, in the order they were caused. */
export function mailKinds(desk: MemoryDesk, ticketId: string): unknown[] {
  const select =
    "SELECT kind FROM outbox WHERE ticket_id = ? AND kind <> 'code' ORDER BY outbox_number"
  return desk.d1.rows(select, ticketId).map(({ kind }) => kind)
}

/** Texts of the thread, notes included. */
export async function texts(desk: MemoryDesk, ticketId: string): Promise<string[]> {
  const messages = await desk.tickets.listMessages({ ticketId, after: 0, max: 1000 })
  return messages.map(({ text }) => text)
}

export function newAnswer(ticketId: string, changes: Partial<Answer> = {}): Answer {
  const text = 'Ne uităm acum.'
  const rest = { key: undefined, author: 'Ana', asks: [], status: undefined }
  return { ticketId, text, visibility: 'public', ...rest, ...changes }
}

/** Support asks for as many things as kinds are given. */
export async function askFor(desk: MemoryDesk, ticketId: string, ...kinds: AskKind[]) {
  const asks = kinds.map((kind, index) => ({ kind, label: `Lucrul ${index + 1}` }))
  await answer(desk, newAnswer(ticketId, { asks }))
}

/** Support sets the state. */
export async function setState(desk: MemoryDesk, ticketId: string, status: Status) {
  await updateTicket(desk, { ticketId, status, category: undefined, version: 'any' })
}

/** A file as the form hands it on; `number` tells one from another. */
export function aFile(number: number, bytes = 1000): StoredFile {
  const attachmentId = number.toString(16).padStart(32, '0')
  const sha256 = 'A'.repeat(43)
  return { attachmentId, name: `captură-${number}.png`, mediaType: 'image/png', bytes, sha256 }
}

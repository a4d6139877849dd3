import { describe, expect, test } from 'vitest'
import { addEvent, addMessage } from '../../src/core/tickets/ticket-change.ts'
import type { Ticket } from '../../src/core/tickets/ticket.ts'
import { after, newChange, newFile, newMessage, start } from './builders.ts'
import { stored, storedTicket, type OpenStores, type Stores } from './stores.ts'

// Two of the four are of the same moment: their ids decide.
const made: Partial<Ticket>[] = [
  { ticketId: '0AAAAAAA', createdAt: after(1), status: 'open' },
  { ticketId: '1BBBBBBB', createdAt: after(2), status: 'waiting' },
  { ticketId: '2CCCCCCC', createdAt: after(2), status: 'open' },
  { ticketId: '3DDDDDDD', createdAt: after(3), status: 'resolved' },
]

async function storedFour(stores: Stores): Promise<void> {
  for (const ticket of made) await storedTicket(stores, ticket)
}

function idsOf(tickets: Ticket[]): string {
  return tickets.map(({ ticketId }) => ticketId.charAt(1)).join('')
}

/** What support's lists and the nightly jobs read. */
export function describeLists(open: OpenStores): void {
  describe('the list of tickets', () => {
    test('is newest first', async () => {
      const stores = await open()
      await storedFour(stores)
      expect(idsOf(await stores.tickets.list({ max: 9 }))).toBe('DCBA')
      expect(idsOf(await stores.tickets.list({ max: 2 }))).toBe('DC')
      expect(idsOf(await stores.tickets.list({ status: 'open', max: 9 }))).toBe('CA')
    })

    test('goes on where it stopped, and leaves nothing out', async () => {
      const stores = await open()
      await storedFour(stores)
      const before = { createdAt: after(2).getTime(), ticketId: '2CCCCCCC' }
      expect(idsOf(await stores.tickets.list({ before, max: 9 }))).toBe('BA')
      expect(idsOf(await stores.tickets.list({ status: 'open', before, max: 9 }))).toBe('A')
    })
  })

  test('messages are listed in order, notes among them, from any place', async () => {
    const stores = await open()
    const change = newChange()
    addEvent(change, { kind: 'waiting', actor: 'support', detail: {} })
    addMessage(change, newMessage({ visibility: 'internal', text: 'Notă' }), 'noted')
    addMessage(change, newMessage({ text: 'Ultimul' }), 'replied')
    const { ticketId } = await stored(stores, change)
    const list = async (afterSeq: number, max: number) => {
      const messages = await stores.tickets.listMessages({ ticketId, after: afterSeq, max })
      return messages.map(({ seq }) => seq)
    }
    expect(await list(0, 9)).toEqual([1, 3, 4])
    expect(await list(0, 2)).toEqual([1, 3])
    expect(await list(3, 9)).toEqual([4])
  })

  test('events are listed in order, with what they say', async () => {
    const stores = await open()
    const change = newChange()
    const detail = { category: 'security', count: 2 }
    addEvent(change, { kind: 'recategorised', actor: 'support', detail })
    const { ticketId } = await stored(stores, change)
    expect(await stores.tickets.listEvents(ticketId)).toMatchObject([
      { seq: 1, kind: 'filed', ofMessage: true, createdAt: start },
      { seq: 2, kind: 'recategorised', actor: 'support', detail, ofMessage: false },
    ])
  })

  test("a timeline is the ticket's own, whole and of one moment; without a ticket there is none", async () => {
    const stores = await open()
    await stored(stores, newChange())
    const { ticketId } = await stored(stores, newChange())
    const timeline = await stores.tickets.readTimeline(ticketId)
    expect(timeline?.ticket.ticketId).toBe(ticketId)
    expect(timeline?.events).toEqual(await stores.tickets.listEvents(ticketId))
    expect(timeline?.events).toHaveLength(1)
    expect(timeline?.asks).toEqual(await stores.tickets.listAsks(ticketId))
    expect(await stores.tickets.readTimeline('0ZZZZZZZ')).toBeUndefined()
  })

  test('to be closed are those resolved by then, oldest first', async () => {
    const stores = await open()
    const resolved = (seconds: number): Partial<Ticket> => {
      return { status: 'resolved', resolvedAt: after(seconds) }
    }
    const late = await storedTicket(stores, resolved(10))
    const early = await storedTicket(stores, resolved(5))
    await storedTicket(stores, resolved(11))
    await storedTicket(stores, { status: 'closed', resolvedAt: after(1) })
    const list = async (max: number) => {
      const tickets = await stores.tickets.listToClose(after(10), max)
      return tickets.map(({ ticketId }) => ticketId)
    }
    expect(await list(9)).toEqual([early.ticketId, late.ticketId])
    expect(await list(1)).toEqual([early.ticketId])
  })

  test('files in use are those of messages and of drafts', async () => {
    const stores = await open()
    const [sent, drafted, stray] = [newFile(), newFile(), newFile()]
    const { ticketId } = await storedTicket(stores, {}, { files: [sent] })
    const draft = { text: '', answered: [], declined: [], files: [newFile(), drafted] }
    await stores.tickets.keepDraft({ ...draft, browserHash: 'browser', ticketId, now: start })
    const ids = [sent, drafted, stray].map(({ attachmentId }) => attachmentId)
    const used = await stores.tickets.attachmentsInUse(ids)
    expect(ids.map((attachmentId) => used.has(attachmentId))).toEqual([true, true, false])
    expect((await stores.tickets.attachmentsInUse([])).has(stray.attachmentId)).toBe(false)
  })

  test('files in use are found among a thousand', async () => {
    const stores = await open()
    const sent = newFile()
    await storedTicket(stores, {}, { files: [sent] })
    const ids = Array.from({ length: 999 }, (_, index) => String(index).padStart(32, 'e'))
    const used = await stores.tickets.attachmentsInUse([...ids, sent.attachmentId])
    expect([...used]).toEqual([sent.attachmentId])
  })

  test('drafts go when they have had their time', async () => {
    const { tickets } = await open()
    const draft = { text: 'Ciornă', answered: [], declined: [], files: [] }
    const place = { browserHash: 'browser', ticketId: '0AAAAAAA' }
    await tickets.keepDraft({ ...draft, ...place, now: after(10) })
    const read = async () => {
      return (await tickets.readPage({ ...place, maxMessages: 1, maxEvents: 1 })).draft
    }
    await tickets.sweepDrafts(after(10))
    expect(await read()).toEqual(draft)
    await tickets.sweepDrafts(after(11))
    expect(await read()).toBeUndefined()
  })
}

import { describe, expect, test } from 'vitest'
import { addEvent, addMessage } from '../../src/core/tickets/ticket-change.ts'
import type { TicketStore } from '../../src/core/tickets/ticket-store.ts'
import { newChange, newFile, newMessage, newSession, start } from './builders.ts'
import { stored, storedTicket, type OpenStores, type Stores } from './stores.ts'

const sessionHash = 'reader'
const grant = { session: newSession({ sessionHash }), kind: 'proven' } as const

/** A thread of numbers 1 to 30: each third is a note, each fifth an event, the others are messages. */
async function storedThread(stores: Stores): Promise<string> {
  const change = { ...newChange(), grant }
  while (change.ticket.nextSeq <= 30) {
    const { nextSeq } = change.ticket
    if (nextSeq % 5 === 0) addEvent(change, { kind: 'waiting', actor: 'support', detail: {} })
    else if (nextSeq % 3 === 0) addMessage(change, newMessage({ visibility: 'internal' }), 'noted')
    else addMessage(change, newMessage({ text: `Mesajul ${nextSeq}` }), 'replied')
  }
  return (await stored(stores, change)).ticketId
}

async function seqsOf(
  { tickets }: Stores,
  query: { ticketId: string } & Partial<Parameters<TicketStore['readPage']>[0]>,
) {
  const rest = { browserHash: 'browser', sessionHash, maxMessages: 4, maxEvents: 2 }
  const page = await tickets.readPage({ ...rest, ...query })
  return {
    messages: page.messages.map(({ seq }) => seq),
    events: page.events.map(({ seq }) => seq),
  }
}

/** What a ticket's page and every action on it read. */
export function describePages(open: OpenStores): void {
  describe('a page of a thread', () => {
    test('is the newest public messages, oldest first', async () => {
      const stores = await open()
      const ticketId = await storedThread(stores)
      const seqs = await seqsOf(stores, { ticketId })
      expect(seqs).toEqual({ messages: [23, 26, 28, 29], events: [25, 30] })
    })

    test('is empty for a session that has not the ticket, and for none', async () => {
      const stores = await open()
      const ticketId = await storedThread(stores)
      for (const other of ['stranger', '', undefined]) {
        const seqs = await seqsOf(stores, { ticketId, sessionHash: other })
        expect(seqs).toEqual({ messages: [], events: [] })
      }
      const another = await storedTicket(stores)
      expect((await seqsOf(stores, { ticketId: another.ticketId })).messages).toEqual([])
    })

    test('before an entry is the newest of those before it', async () => {
      const stores = await open()
      const ticketId = await storedThread(stores)
      const seqs = await seqsOf(stores, { ticketId, before: 23 })
      expect(seqs).toEqual({ messages: [16, 17, 19, 22], events: [15, 20] })
    })

    test('after an entry begins right behind it, so that nothing is missed', async () => {
      const stores = await open()
      const ticketId = await storedThread(stores)
      const seqs = await seqsOf(stores, { ticketId, after: 16 })
      expect(seqs.messages).toEqual([17, 19, 22, 23])
      expect(await seqsOf(stores, { ticketId, after: 30 })).toEqual({ messages: [], events: [] })
    })

    test('has the files of each message in their order', async () => {
      const stores = await open()
      const files = [newFile({ name: 'zece.png' }), newFile({ name: 'alfa.png' })]
      const { ticketId } = await stored(stores, { ...newChange({}, { files }), grant })
      const query = { ticketId, browserHash: 'browser', sessionHash, maxMessages: 4, maxEvents: 2 }
      const { messages } = await stores.tickets.readPage(query)
      expect(messages).toMatchObject([{ files }])
    })

    test('has the draft of its browser and its ticket, the latest only', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const draft = (text: string) => ({ text, answered: [], declined: [], files: [] })
      const place = { browserHash: 'browser', ticketId, now: start }
      await stores.tickets.keepDraft({ ...draft('Prima'), ...place })
      await stores.tickets.keepDraft({ ...draft('A doua'), ...place })
      const read = async (browserHash: string, ofTicket: string) => {
        const query = { ticketId: ofTicket, browserHash, maxMessages: 1, maxEvents: 1 }
        return (await stores.tickets.readPage(query)).draft
      }
      expect(await read('browser', ticketId)).toEqual(draft('A doua'))
      expect(await read('stranger', ticketId)).toBeUndefined()
      expect(await read('browser', '0ZZZZZZZ')).toBeUndefined()
    })
  })

  describe('the state of a ticket', () => {
    test('has the session, and what it may do with this ticket alone', async () => {
      const stores = await open()
      const session = newSession({ remembered: true })
      const { sessionHash } = session
      const change = newChange()
      const { ticketId } = change.ticket
      await stored(stores, { ...change, grant: { session, kind: 'filed' } })
      const other = await storedTicket(stores)
      const own = await stores.tickets.readState({ ticketId, sessionHash })
      const foreign = await stores.tickets.readState({ ticketId: other.ticketId, sessionHash })
      const nowhere = await stores.tickets.readState({ ticketId: '0ZZZZZZZ', sessionHash })
      expect(own).toMatchObject({ session, grant: 'filed' })
      expect(foreign).toMatchObject({ session, grant: undefined })
      expect(nowhere).toMatchObject({ ticket: undefined, session, grant: undefined })
      const unknown = await stores.tickets.readState({ ticketId, sessionHash: 'unknown' })
      expect(unknown).toMatchObject({ session: undefined, grant: undefined })
    })

    test('has what the key did before, in its own scope alone', async () => {
      const { tickets } = await open()
      const change = newChange()
      const { ticketId } = change.ticket
      const rest = { fingerprint: 'contents', ticketId, seq: 1 }
      const post = { scope: 'browser:one', key: 'key', ...rest }
      await tickets.commit([{ ...change, post }])
      const read = (scope: string, key: string) =>
        tickets.readState({ ticketId, post: { scope, key } })
      expect((await read('browser:one', 'key')).post).toEqual(post)
      expect((await read('browser:two', 'key')).post).toBeUndefined()
      expect((await read('browser:one', 'another')).post).toBeUndefined()
      expect(await tickets.findPost('browser:two', 'key', ticketId)).toBeUndefined()
    })
  })

  test("a file is found with its message, its ticket, and the session's right to it", async () => {
    const stores = await open()
    const session = newSession()
    const { sessionHash } = session
    const [file, ownFile] = [newFile(), newFile()]
    const { attachmentId } = file
    const ticket = await storedTicket(stores, {}, { files: [file] })
    const other = newChange({}, { files: [ownFile], visibility: 'internal' })
    await stored(stores, { ...other, grant: { session, kind: 'proven' } })
    const place = { ticketId: ticket.ticketId, seq: 1, createdAt: start }
    expect(await stores.tickets.findAttachment({ attachmentId, sessionHash })).toMatchObject({
      attachment: { ...file, ...place },
      message: { files: [file], visibility: 'public' },
      ticket: { ticketId: ticket.ticketId },
      session,
      grant: undefined,
    })
    const own = { attachmentId: ownFile.attachmentId, sessionHash }
    const rights = { message: { visibility: 'internal' }, grant: 'proven' }
    expect(await stores.tickets.findAttachment(own)).toMatchObject(rights)
    const none = await stores.tickets.findAttachment({ attachmentId: 'f'.repeat(32) })
    expect(none).toBeUndefined()
  })
}

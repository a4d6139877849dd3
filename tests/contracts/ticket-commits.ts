import { describe, expect, test } from 'vitest'
import type { TicketChange } from '../../src/core/tickets/ticket-change.ts'
import type { Post } from '../../src/core/tickets/post.ts'
import type { Ticket } from '../../src/core/tickets/ticket.ts'
import {
  newChange,
  newFile,
  newId,
  newMail,
  newSession,
  newTicketId,
  newTicketIdBeside,
  start,
} from './builders.ts'
import { claimAt, everythingOf, stored, storedTicket, type OpenStores } from './stores.ts'

function newPost(changes: Partial<Post> = {}): Post {
  const rest = { fingerprint: 'contents', ticketId: 'none', seq: 1 }
  return { scope: newId('scope'), key: newId('key'), ...rest, ...changes }
}

/** A change that writes one of everything. */
function fullChange(ticket: Partial<Ticket> = {}): TicketChange {
  const change = newChange(ticket, { files: [newFile(), newFile({ name: 'doi.pdf' })] })
  const { ticketId } = change.ticket
  const label = 'Când a fost?'
  const ask = { askNumber: 1, kind: 'time' as const, label, state: 'open' as const }
  change.post = newPost({ ticketId })
  change.newAsks = [{ ...ask, askedSeq: 1, closedSeq: undefined }]
  change.mails = [newMail({ ticketId })]
  change.grant = { session: newSession(), kind: 'filed' }
  return change
}

/** What of a change can be found again, by kind. */
async function found(stores: Awaited<ReturnType<OpenStores>>, change: TicketChange) {
  const { post, grant, messages } = change
  const { tickets, access } = stores
  const [file] = messages[0]?.files ?? []
  const { attachmentId = '' } = file ?? {}
  return {
    post: await tickets.findPost(post?.scope ?? '', post?.key ?? '', change.ticket.ticketId),
    session: await access.findSession(grant?.session.sessionHash ?? ''),
    attachment: (await tickets.findAttachment({ attachmentId }))?.attachment,
    mails: (await claimAt(stores, 0)).map(({ outboxId }) => outboxId),
  }
}

const nothing = { post: undefined, session: undefined, attachment: undefined, mails: [] }

/** Every change is written whole or not at all. */
export function describeCommits(open: OpenStores): void {
  describe('a change', () => {
    test('is stored with everything it says', async () => {
      const stores = await open()
      const change = fullChange()
      const { ticketId } = change.ticket
      expect(await stores.tickets.commit([change])).toBe('stored')
      expect(await everythingOf(stores, ticketId)).toEqual({
        ticket: { ...change.ticket, version: 1 },
        messages: change.messages,
        events: change.events,
        asks: change.newAsks,
      })
      const [first] = change.messages[0]?.files ?? []
      expect(await found(stores, change)).toEqual({
        post: change.post,
        session: change.grant?.session,
        attachment: { ...first, ticketId, seq: 1, createdAt: start },
        mails: change.mails.map(({ outboxId }) => outboxId),
      })
    })

    test('that comes too late leaves nothing behind', async () => {
      const stores = await open()
      const ticket = await storedTicket(stores)
      await stored(stores, newChange(ticket))
      const before = await everythingOf(stores, ticket.ticketId)
      const late = fullChange({ ...ticket, nextSeq: 9, subject: 'Altceva' })
      expect(await stores.tickets.commit([late])).toBe('stale')
      expect(await everythingOf(stores, ticket.ticketId)).toEqual(before)
      expect(await found(stores, late)).toEqual(nothing)
      const again = fullChange({ ...ticket, version: 2, nextSeq: 3 })
      again.post = late.post ?? newPost()
      expect(await stores.tickets.commit([again])).toBe('stored')
    })

    test('of a ticket that is not there leaves nothing behind', async () => {
      const stores = await open()
      const change = fullChange({ version: 1 })
      expect(await stores.tickets.commit([change])).toBe('stale')
      expect(await found(stores, change)).toEqual(nothing)
    })

    test('whose key was used leaves nothing behind', async () => {
      const stores = await open()
      const first = fullChange()
      await stored(stores, first)
      await claimAt(stores, 0)
      const second = fullChange({ ticketId: newTicketIdBeside(first.ticket.ticketId) })
      second.post = { ...newPost(), scope: first.post?.scope ?? '', key: first.post?.key ?? '' }
      expect(await stores.tickets.commit([second])).toBe('repeated')
      expect(await found(stores, second)).toEqual({ ...nothing, post: first.post })
      expect((await everythingOf(stores, second.ticket.ticketId)).messages).toEqual([])
    })

    test('may have a key that was used elsewhere', async () => {
      const stores = await open()
      const first = fullChange()
      await stored(stores, first)
      const second = fullChange()
      second.post = newPost({ key: first.post?.key ?? '' })
      expect(await stores.tickets.commit([second])).toBe('stored')
    })

    test('for a number that is taken leaves nothing behind', async () => {
      const stores = await open()
      const ticketId = newTicketId()
      await storedTicket(stores, { ticketId })
      const before = await everythingOf(stores, ticketId)
      const second = fullChange({ ticketId, subject: 'Altceva' })
      expect(await stores.tickets.commit([second])).toBe('taken')
      expect(await everythingOf(stores, ticketId)).toEqual(before)
      expect(await found(stores, second)).toEqual(nothing)
    })

    test('of two tickets is stored whole or not at all', async () => {
      const stores = await open()
      const old = await storedTicket(stores)
      const beside = () => newTicketIdBeside(old.ticketId)
      const moved = newChange({ ...old, status: 'closed' })
      expect(await stores.tickets.commit([moved, fullChange({ ticketId: beside() })])).toBe(
        'stored',
      )
      const tooLate = newChange({ ...old, status: 'open' })
      const following = fullChange({ ticketId: beside() })
      expect(await stores.tickets.commit([tooLate, following])).toBe('stale')
      expect((await everythingOf(stores, following.ticket.ticketId)).ticket).toBeUndefined()
      const twice = fullChange({ ticketId: old.ticketId })
      const closed = await everythingOf(stores, old.ticketId)
      const onward = newChange({ ...old, version: 2, nextSeq: 3 })
      expect(await stores.tickets.commit([onward, twice])).toBe('taken')
      expect(await everythingOf(stores, old.ticketId)).toEqual(closed)
    })

    test('under a number that its key opens is found by the key alone', async () => {
      const { tickets } = await open()
      for (let index = 0; index < 20; index += 1) {
        const post = newPost()
        const ticketId = newTicketId(tickets.shardOf(post.key))
        await tickets.commit([{ ...newChange({ ticketId }), post: { ...post, ticketId } }])
        expect(await tickets.findPost(post.scope, post.key)).toMatchObject({ ticketId })
        expect(tickets.shardOf(post.key)).toBe(ticketId.charAt(0))
      }
    })

    test('may bring a file that an earlier message brought', async () => {
      const stores = await open()
      const files = [newFile()]
      const ticket = await storedTicket(stores, {}, { files })
      expect(await stores.tickets.commit([newChange(ticket, { files })])).toBe('stored')
      const { messages } = await everythingOf(stores, ticket.ticketId)
      expect(messages).toMatchObject([{ files }, { files }])
    })

    test('of five at once wins alone', async () => {
      const stores = await open()
      const ticket = await storedTicket(stores)
      const changes = Array.from({ length: 5 }, () => newChange(ticket))
      const outcomes = await Promise.all(changes.map((change) => stores.tickets.commit([change])))
      expect(outcomes.toSorted()).toEqual(['stale', 'stale', 'stale', 'stale', 'stored'])
      expect((await everythingOf(stores, ticket.ticketId)).messages).toHaveLength(2)
    })
  })
}

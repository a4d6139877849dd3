import { describe, expect, test } from 'vitest'
import { Problem } from '../../../src/core/problem.ts'
import { changeTicket, commit } from '../../../src/core/tickets/change-ticket.ts'
import { reply } from '../../../src/core/tickets/reply.ts'
import { addMessage, emptyChange } from '../../../src/core/tickets/ticket-change.ts'
import { ticketMail } from '../../../src/core/tickets/ticket-mail.ts'
import type { Message, Ticket } from '../../../src/core/tickets/ticket.ts'
import { failBatch } from '../../desk/fail-batch.ts'
import { newReply } from '../../desk/guest.ts'
import type { MemoryDesk } from '../../desk/open-memory-desk.ts'
import { askFor, eventKinds, openProvenDesk, readTicket, setState, texts } from './proven-guest.ts'

const author: Omit<Message, 'text' | 'seq' | 'createdAt'> = {
  ...{ author: 'support', authorName: 'Ana', visibility: 'public', files: [] },
}

function messageChange(desk: MemoryDesk, ticket: Ticket, text = 'Bună') {
  const change = emptyChange(ticket, desk.now())
  addMessage(change, { ...author, text }, 'answered')
  return change
}

describe('a change', () => {
  const post = { scope: 'scope', key: 'key', contents: 'contents' }

  test('is decided again on what the ticket has become meanwhile', async () => {
    const { desk, ticketId } = await openProvenDesk()
    const seen: string[] = []
    await changeTicket(desk, {
      ticketId,
      authorize: () => undefined,
      decide: async (_, ticket) => {
        seen.push(ticket.status)
        if (seen.length === 1) await setState(desk, ticketId, 'resolved')
        return [messageChange(desk, ticket)]
      },
    })
    expect(seen).toEqual(['open', 'resolved'])
    expect((await readTicket(desk, ticketId)).status).toBe('resolved')
    expect(await texts(desk, ticketId)).toHaveLength(2)
  })

  test('that never comes through gives up, to be tried again', async () => {
    const { desk, ticketId } = await openProvenDesk()
    let rounds = 0
    const change = changeTicket(desk, {
      ticketId,
      authorize: () => undefined,
      decide: (_, ticket) => {
        rounds += 1
        return [messageChange(desk, { ...ticket, version: ticket.version + 1 })]
      },
    })
    await expect(change).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 1 })
    expect(rounds).toBe(12)
    expect(await texts(desk, ticketId)).toHaveLength(1)
  })

  test('that is not the caller’s is refused before it is known whether there is a ticket', async () => {
    const { desk, ticketId } = await openProvenDesk()
    const authorize = () => {
      throw new Problem('session-ended')
    }
    const decide = () => expect.unreachable()
    for (const id of [ticketId, '0ZZZZZZZ']) {
      const change = changeTicket(desk, { ticketId: id, authorize, decide })
      await expect(change).rejects.toMatchObject({ code: 'session-ended' })
    }
  })

  test('of no ticket is not found; one that is nothing writes nothing', async () => {
    const { desk, ticketId } = await openProvenDesk()
    const request = { authorize: () => undefined, decide: () => [] }
    const none = changeTicket(desk, { ...request, ticketId: '0ZZZZZZZ' })
    await expect(none).rejects.toMatchObject({ code: 'not-found' })
    const { version } = await readTicket(desk, ticketId)
    const result = await changeTicket(desk, { ...request, ticketId, post })
    expect(result).toEqual({ ticketId, seq: undefined })
    expect((await readTicket(desk, ticketId)).version).toBe(version)
    expect(await desk.tickets.findPost('scope', 'key')).toBeUndefined()
  })

  test('is written whole or not at all', async () => {
    const { desk, ticketId } = await openProvenDesk()
    const ticket = await readTicket(desk, ticketId)
    const change = messageChange(desk, ticket)
    change.messages.push({ ...author, text: 'Aceeași', seq: 1, createdAt: desk.now() })
    change.mails.push(ticketMail(desk, ticket, 'answered', 'message:9'))
    const before = desk.d1.rows('SELECT * FROM tickets')
    await expect(commit(desk, post, [change])).rejects.toThrow(/constraint/i)
    expect(desk.d1.rows('SELECT * FROM tickets')).toEqual(before)
    expect(await texts(desk, ticketId)).toHaveLength(1)
    expect(await desk.tickets.findPost('scope', 'key')).toBeUndefined()
    expect(desk.d1.rows("SELECT * FROM outbox WHERE kind = 'answered'")).toEqual([])
  })

  test('wakes the outbox when it brought a mail, and only then', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const { wakes } = desk
    await reply(desk, viewer, newReply(desk, ticketId))
    expect(desk.wakes).toBe(wakes)
    await askFor(desk, ticketId, 'time')
    expect(desk.wakes).toBe(wakes + 1)
  })
})

describe('with the store failing at any of its calls', () => {
  const faults = [1, 2].flatMap((call) => [
    { call, when: 'before' as const },
    { call, when: 'after' as const },
  ])

  test.each(faults)(
    '$when call $call, a reply is stored once and the answer is true',
    async (fault) => {
      const { desk, ticketId, viewer } = await openProvenDesk()
      const input = newReply(desk, ticketId)
      const stored = async () => (await texts(desk, ticketId)).length - 1
      failBatch(desk, fault.call, fault.when)
      const first = await reply(desk, viewer, input).catch((error) => error)
      if (first instanceof Error) expect(first).toMatchObject({ code: 'unavailable' })
      else expect(await stored()).toBe(1)
      await expect(reply(desk, viewer, input)).resolves.toMatchObject({ ticketId, seq: 3 })
      expect(await stored()).toBe(1)
      expect(await eventKinds(desk, ticketId)).toEqual(['filed', 'opened', 'replied'])
    },
  )

  test('after the commit itself, the guest hears of success', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    failBatch(desk, 2, 'after')
    await expect(reply(desk, viewer, newReply(desk, ticketId))).resolves.toMatchObject({ ticketId })
    expect(await texts(desk, ticketId)).toHaveLength(2)
  })

  test('what stands under the key with other contents is not taken for the answer', async () => {
    const { desk, ticketId } = await openProvenDesk()
    const post = { scope: 'scope', key: 'key', contents: 'contents' }
    const ticket = await readTicket(desk, ticketId)
    await commit(desk, { ...post, contents: 'others' }, [messageChange(desk, ticket)])
    desk.tickets.commit = () => Promise.reject(new Problem('unavailable'))
    const failed = commit(desk, post, [messageChange(desk, await readTicket(desk, ticketId))])
    await expect(failed).rejects.toMatchObject({ code: 'unavailable' })
    const twin = commit(desk, { ...post, contents: 'others' }, [messageChange(desk, ticket)])
    await expect(twin).resolves.toEqual({ ticketId, seq: 3 })
    expect(await commit(desk, post, [])).toBeUndefined()
  })

  test('before the commit, the guest hears that it failed', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    failBatch(desk, 2, 'before')
    const failed = reply(desk, viewer, newReply(desk, ticketId))
    await expect(failed).rejects.toMatchObject({ code: 'unavailable' })
    expect(await texts(desk, ticketId)).toHaveLength(1)
  })
})

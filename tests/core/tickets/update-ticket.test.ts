import { describe, expect, test } from 'vitest'
import type { Category, Status } from '../../../src/core/tickets/ticket.ts'
import { reply } from '../../../src/core/tickets/reply.ts'
import { updateTicket } from '../../../src/core/tickets/update-ticket.ts'
import { newReply } from '../../desk/guest.ts'
import {
  askFor,
  askStates,
  eventKinds,
  mailKinds,
  openProvenDesk,
  readTicket,
} from './proven-guest.ts'

async function withTicket() {
  const { desk, ticketId, viewer } = await openProvenDesk()
  const read = () => readTicket(desk, ticketId)
  const update = (
    changes: { status?: Status; category?: Category },
    version: number | 'any' = 'any',
  ) => updateTicket(desk, { ticketId, version, status: undefined, category: undefined, ...changes })
  const send = () => reply(desk, viewer, newReply(desk, ticketId))
  return { desk, ticketId, read, update, send }
}

describe('support sets', () => {
  test('the category, once', async () => {
    const { desk, ticketId, read, update } = await withTicket()
    await update({ category: 'security' })
    await update({ category: 'security' })
    expect((await read()).category).toBe('security')
    const events = await desk.tickets.listEvents(ticketId)
    const moved = events.filter(({ kind }) => kind === 'recategorised')
    expect(moved.map(({ detail }) => detail)).toEqual([{ category: 'security' }])
  })

  test('resolved: the requester is told once, and the asks are dropped', async () => {
    const { desk, ticketId, read, update } = await withTicket()
    await askFor(desk, ticketId, 'time')
    await update({ status: 'resolved' })
    expect(await read()).toMatchObject({ status: 'resolved', resolvedAt: desk.now() })
    await update({ status: 'resolved', category: 'app' })
    expect(mailKinds(desk, ticketId)).toEqual(['filed', 'asked', 'resolved'])
    expect(await askStates(desk, ticketId)).toEqual(['dropped'])
  })

  test('resolved again after a reopening: the requester is told again', async () => {
    const { desk, ticketId, update, send } = await withTicket()
    await update({ status: 'resolved' })
    await send()
    await update({ status: 'resolved' })
    expect(mailKinds(desk, ticketId)).toEqual(['filed', 'resolved', 'resolved'])
  })

  test('closed: without a mail, asks dropped', async () => {
    const { desk, ticketId, read, update } = await withTicket()
    await askFor(desk, ticketId, 'time')
    await update({ status: 'closed' })
    expect(await read()).toMatchObject({ status: 'closed', closedAt: desk.now() })
    expect(mailKinds(desk, ticketId)).toEqual(['filed', 'asked'])
    expect(await askStates(desk, ticketId)).toEqual(['dropped'])
  })

  test.each(['resolved', 'closed'] as const)('open again what was %s', async (status) => {
    const { desk, ticketId, read, update } = await withTicket()
    await update({ status })
    await update({ status: 'open' })
    const again = { status: 'open', resolvedAt: undefined, closedAt: undefined }
    expect(await read()).toMatchObject(again)
    expect((await eventKinds(desk, ticketId)).slice(-2)).toEqual([status, 'reopened'])
  })

  test('resolved what was closed: it is closed no more', async () => {
    const { read, update } = await withTicket()
    await update({ status: 'closed' })
    await update({ status: 'resolved' })
    expect(await read()).toMatchObject({ status: 'resolved', closedAt: undefined })
  })

  test('open what waited, and waiting again while an ask is open', async () => {
    const { desk, ticketId, read, update } = await withTicket()
    await askFor(desk, ticketId, 'time')
    await update({ status: 'open' })
    expect((await read()).status).toBe('open')
    await update({ status: 'waiting' })
    expect((await read()).status).toBe('waiting')
    const kinds = await eventKinds(desk, ticketId)
    expect(kinds.slice(-3)).toEqual(['waiting', 'opened-for-answer', 'waiting'])
  })

  test.each(['open', 'waiting', 'resolved', 'closed'] as const)(
    '%s again: nothing is told a second time',
    async (status) => {
      const { desk, ticketId, update } = await withTicket()
      await askFor(desk, ticketId, 'time')
      await update({ status })
      const before = await eventKinds(desk, ticketId)
      await update({ status })
      expect(await eventKinds(desk, ticketId)).toEqual(before)
    },
  )

  test('waiting without an ask: refused, nothing changed', async () => {
    const { read, update } = await withTicket()
    const before = await read()
    await expect(update({ status: 'waiting', category: 'app' })).rejects.toMatchObject({
      code: 'invalid-fields',
      fields: [{ field: 'status', reason: 'not-waiting' }],
    })
    expect(await read()).toEqual(before)
  })
})

describe('the version', () => {
  test('that was read is needed; every change makes a new one', async () => {
    const { read, update, send } = await withTicket()
    const { version } = await read()
    await update({ category: 'app' }, version)
    const stale = { code: 'precondition-failed' }
    await expect(update({ category: 'other' }, version)).rejects.toMatchObject(stale)
    const next = (await read()).version
    await send()
    await expect(update({ status: 'closed' }, next)).rejects.toMatchObject(stale)
    await expect(update({ status: 'closed' }, next + 9)).rejects.toMatchObject(stale)
    expect(await read()).toMatchObject({ status: 'open', category: 'app' })
  })

  test('serves one of two at once', async () => {
    const { read, update } = await withTicket()
    const { version } = await read()
    const both = [update({ status: 'closed' }, version), update({ category: 'app' }, version)]
    const results = await Promise.allSettled(both)
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused.map(({ reason }) => reason.code)).toEqual(['precondition-failed'])
  })

  test('does not matter to whoever takes any: two at once both count', async () => {
    const { read, update } = await withTicket()
    await Promise.all([update({ status: 'resolved' }), update({ category: 'app' })])
    expect(await read()).toMatchObject({ status: 'resolved', category: 'app' })
  })
})

test('a ticket that does not exist is not found, whatever the version', async () => {
  const { desk } = await withTicket()
  const input = { ticketId: '0ZZZZZZZ', status: 'closed', category: undefined } as const
  for (const version of [1, 'any'] as const) {
    const update = updateTicket(desk, { ...input, version })
    await expect(update).rejects.toMatchObject({ code: 'not-found' })
  }
})

import { describe, expect, test } from 'vitest'
import type { Viewer } from '../../../src/core/access/viewer.ts'
import { openTicket } from '../../../src/core/tickets/open-ticket.ts'
import { reply, type Reply } from '../../../src/core/tickets/reply.ts'
import { newKey, newReply, newViewer, proveAddress } from '../../desk/guest.ts'
import type { MemoryDesk } from '../../desk/open-memory-desk.ts'
import {
  aFile,
  eventKinds,
  mailKinds,
  openProvenDesk,
  otherGuest,
  readTicket,
  setState,
  texts,
} from './proven-guest.ts'

const countOf = (desk: MemoryDesk, table: string) =>
  desk.d1.rows(`SELECT count(*) AS rows FROM ${table}`)[0]?.['rows']

describe('the same key', () => {
  test('seven times at once and once later: one message, one event, one answer', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const input = newReply(desk, ticketId, { files: [aFile(1)] })
    const send = () => reply(desk, viewer, structuredClone(input))
    const results = await Promise.all(Array.from({ length: 7 }, send))
    desk.pass(3000)
    results.push(await send())
    for (const result of results) expect(result).toMatchObject({ ticketId, seq: 3 })
    expect(await texts(desk, ticketId)).toHaveLength(2)
    expect(await eventKinds(desk, ticketId)).toEqual(['filed', 'opened', 'replied'])
    expect(countOf(desk, 'attachments')).toBe(1)
  })

  test.each<[string, Partial<Reply>]>([
    ['another text', { text: 'Altceva.' }],
    ['another file', { files: [aFile(2)] }],
    ['a file less', { files: [] }],
    ['another tick', { answered: [1] }],
    ['a tick the other way', { declined: [1] }],
  ])('with %s is refused and writes nothing', async (_, changes) => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const input = newReply(desk, ticketId, { files: [aFile(1)] })
    await reply(desk, viewer, input)
    const { version } = await readTicket(desk, ticketId)
    const again = reply(desk, viewer, { ...input, ...changes })
    await expect(again).rejects.toMatchObject({ code: 'key-reused' })
    expect(await texts(desk, ticketId)).toHaveLength(2)
    expect((await readTicket(desk, ticketId)).version).toBe(version)
  })

  test('in another browser and on another ticket is a different post', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    desk.pass(60)
    const second = await proveAddress(desk, newViewer('second'), ticketId)
    const ion = await otherGuest(desk)
    const ionTicket = desk.d1.rows("SELECT ticket_id FROM tickets WHERE email LIKE 'ion%'")
    const input = newReply(desk, ticketId)
    const post = (who: Viewer, changes: Partial<Reply>) =>
      reply(desk, who, { ...input, ...changes })
    await post(viewer, { text: 'Unu' })
    await post(second, { text: 'Doi' })
    await post(ion, { text: 'Trei', ticketId: String(ionTicket[0]?.['ticket_id']) })
    expect((await texts(desk, ticketId)).slice(1)).toEqual(['Unu', 'Doi'])
    expect(countOf(desk, 'messages')).toBe(5)
  })
})

describe('two different replies at once', () => {
  test('are both stored, one number after the other', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const inputs = ['Unu', 'Doi', 'Trei', 'Patru'].map((text) => newReply(desk, ticketId, { text }))
    const results = await Promise.all(inputs.map((input) => reply(desk, viewer, input)))
    expect(results.map(({ seq }) => seq).toSorted()).toEqual([3, 4, 5, 6])
    const stored = (await texts(desk, ticketId)).slice(1)
    expect(stored.toSorted()).toEqual(['Doi', 'Patru', 'Trei', 'Unu'])
    expect((await readTicket(desk, ticketId)).nextSeq).toBe(7)
  })

  test('both count towards what the ticket holds', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const most = 200 * 1024 * 1024
    desk.d1.rows('UPDATE tickets SET attachment_bytes = ?', most - 1500)
    const inputs = [1, 2].map((number) => newReply(desk, ticketId, { files: [aFile(number)] }))
    const results = await Promise.allSettled(inputs.map((input) => reply(desk, viewer, input)))
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused.map(({ reason }) => reason.code)).toEqual(['ticket-full'])
    expect((await readTicket(desk, ticketId)).attachmentBytes).toBe(most - 500)
  })
})

describe('a reply to a closed ticket', () => {
  test('opens a follow-up, linked both ways, and leaves the old thread alone', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    await setState(desk, ticketId, 'closed')
    desk.pass(60)
    const input = newReply(desk, ticketId, { text: 'Tot nu a ajuns.', files: [aFile(1)] })
    const { wakes } = desk
    const { ticketId: next, seq } = await reply(desk, viewer, input)
    expect(desk.wakes).toBe(wakes + 1)
    expect(next).not.toBe(ticketId)
    expect(next).toMatch(/^0[0-9A-HJKMNP-TV-Z]{7}$/)
    expect(seq).toBe(1)
    const [old, following] = [await readTicket(desk, ticketId), await readTicket(desk, next)]
    expect(old).toMatchObject({ status: 'closed', followedBy: next })
    const { subject, category, email, locale } = old
    const same = { subject, category, email, locale, requesterName: 'Maria' }
    const fresh = { status: 'open', follows: ticketId, closedAt: undefined, createdAt: desk.now() }
    expect(following).toMatchObject({ ...same, ...fresh, attachmentBytes: 1000, version: 1 })
    expect(await texts(desk, next)).toEqual(['Tot nu a ajuns.'])
    expect(await texts(desk, ticketId)).toHaveLength(1)
    expect((await eventKinds(desk, ticketId)).at(-1)).toBe('moved')
    expect(await eventKinds(desk, next)).toEqual(['replied', 'followed'])
    expect(mailKinds(desk, next)).toEqual(['filed'])
  })

  test('is read in the same session, without another code', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    await setState(desk, ticketId, 'closed')
    const { ticketId: next } = await reply(desk, viewer, newReply(desk, ticketId))
    expect(await openTicket(desk, viewer, next)).toMatchObject({ access: 'proven' })
    await expect(reply(desk, viewer, newReply(desk, next))).resolves.toMatchObject({
      ticketId: next,
    })
  })

  test('with room for files, however full the old one is', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    desk.d1.rows('UPDATE tickets SET attachment_bytes = ?', 200 * 1024 * 1024)
    await setState(desk, ticketId, 'closed')
    const input = newReply(desk, ticketId, { files: [aFile(1)] })
    await expect(reply(desk, viewer, input)).resolves.toBeDefined()
  })

  test('sent seven times at once opens one follow-up and mails one link', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    await setState(desk, ticketId, 'closed')
    const input = newReply(desk, ticketId, { key: newKey(desk) })
    const sent = await Promise.all(Array.from({ length: 7 }, () => reply(desk, viewer, input)))
    expect(new Set(sent.map((result) => result.ticketId)).size).toBe(1)
    expect(countOf(desk, 'tickets')).toBe(2)
    expect(mailKinds(desk, sent[0]?.ticketId ?? '')).toEqual(['filed'])
  })
})

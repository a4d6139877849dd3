import { describe, expect, test } from 'vitest'
import { answer, type Answer } from '../../../src/core/tickets/answer.ts'
import { openTicket } from '../../../src/core/tickets/open-ticket.ts'
import type { Status } from '../../../src/core/tickets/ticket.ts'
import { fileOne, newViewer, proveAddress } from '../../desk/guest.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'
import {
  askStates,
  eventKinds,
  mailKinds,
  newAnswer,
  readTicket,
  setState,
  texts,
} from './proven-guest.ts'

const asks: Answer['asks'] = [{ kind: 'screenshot', label: 'O captură' }]

async function withTicket(status: Status = 'open') {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  if (status !== 'open') await setState(desk, ticketId, status)
  const before = mailKinds(desk, ticketId).length
  const write = async (changes: Partial<Answer> = {}) => answer(desk, newAnswer(ticketId, changes))
  const alerts = () => mailKinds(desk, ticketId).slice(before)
  const state = async () => (await readTicket(desk, ticketId)).status
  return { desk, ticketId, write, alerts, state }
}

describe('support', () => {
  test('answers: message, event and one alert; the state stays', async () => {
    const { desk, ticketId, write, alerts, state } = await withTicket()
    const { seq = 0 } = await write({ text: ' Bună,\nam găsit-o. ' })
    const [message] = await desk.tickets.listMessages({ ticketId, after: seq - 1, max: 9 })
    const author = { author: 'support', authorName: 'Ana', visibility: 'public' }
    expect(message).toMatchObject({ text: ' Bună,\nam găsit-o. ', ...author })
    expect(await eventKinds(desk, ticketId)).toEqual(['filed', 'answered'])
    expect(alerts()).toEqual(['answered'])
    expect(await state()).toBe('open')
  })

  test('notes something: no alert, and nothing on the guest page', async () => {
    const { desk, ticketId, write, alerts } = await withTicket()
    await write({ visibility: 'internal', text: 'Pare fraudă' })
    expect(alerts()).toEqual([])
    expect(await eventKinds(desk, ticketId)).toEqual(['filed', 'noted'])
    const guest = await proveAddress(desk, newViewer(), ticketId)
    const shown = JSON.stringify(await openTicket(desk, guest, ticketId))
    expect(shown).toContain('240 de lei')
    expect(shown).not.toContain('Pare')
  })

  test('asks: the ticket waits, and the asks are numbered on', async () => {
    const { desk, ticketId, write, alerts, state } = await withTicket()
    await write({ asks })
    const { seq } = await write({ asks: [...asks, { kind: 'time', label: 'Ora' }] })
    expect(await state()).toBe('waiting')
    const stored = await desk.tickets.listAsks(ticketId)
    expect(stored.map(({ askNumber }) => askNumber)).toEqual([1, 2, 3])
    expect(stored[2]).toMatchObject({ kind: 'time', label: 'Ora', state: 'open', askedSeq: seq })
    expect(alerts()).toEqual(['asked', 'asked'])
    expect(await eventKinds(desk, ticketId)).toEqual(['filed', 'asked', 'waiting', 'asked'])
  })

  test('resolves with the answer: one mail that says so, open asks dropped', async () => {
    const { desk, ticketId, write, alerts, state } = await withTicket()
    await write({ asks })
    await write({ status: 'resolved', asks })
    expect(await state()).toBe('resolved')
    expect(await askStates(desk, ticketId)).toEqual(['dropped', 'dropped'])
    expect(alerts()).toEqual(['asked', 'resolved'])
    await write({ status: 'resolved' })
    expect(alerts()).toEqual(['asked', 'resolved', 'answered'])
  })

  test('closes with the answer: open asks dropped', async () => {
    const { desk, ticketId, write, alerts, state } = await withTicket()
    await write({ asks })
    await write({ status: 'closed' })
    expect(await state()).toBe('closed')
    expect((await readTicket(desk, ticketId)).closedAt).toEqual(desk.now())
    expect(await askStates(desk, ticketId)).toEqual(['dropped'])
    expect(alerts()).toEqual(['asked', 'answered'])
  })

  test.each(['resolved', 'closed'] as const)('asking reopens what was %s', async (from) => {
    const { desk, ticketId, write } = await withTicket(from)
    await write({ asks })
    const again = { status: 'waiting', resolvedAt: undefined, closedAt: undefined }
    expect(await readTicket(desk, ticketId)).toMatchObject(again)
  })

  test.each(['resolved', 'closed'] as const)('what stays %s asks for nothing', async (from) => {
    const { desk, ticketId, write, state } = await withTicket(from)
    await write({ asks, status: from })
    expect(await state()).toBe(from)
    expect(await askStates(desk, ticketId)).toEqual(['dropped'])
  })

  test('writing to a resolved ticket leaves it resolved', async () => {
    const { write, state, alerts } = await withTicket('resolved')
    await write()
    expect(await state()).toBe('resolved')
    expect(alerts()).toEqual(['answered'])
  })
})

describe('waiting', () => {
  test('without an ask is refused, and nothing of the message stays', async () => {
    const { desk, ticketId, write, alerts } = await withTicket()
    await expect(write({ status: 'waiting' })).rejects.toMatchObject({
      code: 'invalid-fields',
      fields: [{ field: 'status', reason: 'not-waiting' }],
    })
    expect(await texts(desk, ticketId)).toHaveLength(1)
    expect(alerts()).toEqual([])
  })

  test('after the asks were dropped is refused too', async () => {
    const { desk, ticketId, write } = await withTicket()
    await write({ asks })
    await setState(desk, ticketId, 'resolved')
    await expect(write({ status: 'waiting' })).rejects.toMatchObject({ code: 'invalid-fields' })
  })

  test('goes on with an ask that is open already', async () => {
    const { write, state } = await withTicket()
    await write({ asks })
    await write({ asks, status: 'open' })
    expect(await state()).toBe('waiting')
    await write({ status: 'open' })
    expect(await state()).toBe('open')
    await write({ status: 'waiting' })
    expect(await state()).toBe('waiting')
  })
})

describe('refused is', () => {
  test.each<[Partial<Answer>, string]>([
    [{ text: '' }, 'text required'],
    [{ text: 'a\u0008' }, 'text control-character'],
    [{ text: 'ț'.repeat(10_001) }, 'text too-long'],
    [{ author: 'A'.repeat(81) }, 'author too-long'],
    [{ asks: [...asks, { kind: 'time', label: ' ' }] }, 'asks.1.label required'],
    [{ asks: [{ kind: 'time', label: 'L'.repeat(201) }] }, 'asks.0.label too-long'],
    [{ asks, visibility: 'internal' }, 'asks unknown-choice'],
  ])('%j', async (changes, expected) => {
    const { desk, ticketId, write } = await withTicket()
    const { code, fields } = await write(changes).catch((error) => error)
    expect(code).toBe('invalid-fields')
    expect(`${fields[0].field} ${fields[0].reason}`).toBe(expected)
    expect(await texts(desk, ticketId)).toHaveLength(1)
  })

  test('a ticket that does not exist', async () => {
    const { desk } = await withTicket()
    const write = answer(desk, newAnswer('0ZZZZZZZ'))
    await expect(write).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the same key', () => {
  const key = 'answer-1'

  test('seven times at once: one message, one alert, one set of asks', async () => {
    const { desk, ticketId, write, alerts } = await withTicket()
    const results = await Promise.all(Array.from({ length: 7 }, () => write({ key, asks })))
    expect(new Set(results.map(({ seq }) => seq)).size).toBe(1)
    expect(await texts(desk, ticketId)).toHaveLength(2)
    expect(await askStates(desk, ticketId)).toEqual(['open'])
    expect(alerts()).toEqual(['asked'])
  })

  test('with other contents is refused, on another ticket it is another message', async () => {
    const { desk, ticketId, write } = await withTicket()
    await write({ key })
    for (const changes of [{ text: 'Altceva' }, { visibility: 'internal' }, { asks }] as const)
      await expect(write({ key, ...changes })).rejects.toMatchObject({ code: 'key-reused' })
    expect(await texts(desk, ticketId)).toHaveLength(2)
    const other = await fileOne(desk, { text: 'Alt tichet' })
    await answer(desk, newAnswer(other, { key, text: 'Altceva' }))
    expect(await texts(desk, other)).toEqual(['Alt tichet', 'Altceva'])
  })

  test('missing, every call is a message of its own', async () => {
    const { desk, ticketId, write } = await withTicket()
    await Promise.all([write(), write()])
    expect(await texts(desk, ticketId)).toHaveLength(3)
  })
})

import { describe, expect, test } from 'vitest'
import { reply } from '../../../src/core/tickets/reply.ts'
import { keepDraft } from '../../../src/core/tickets/keep-draft.ts'
import { newKey, newReply, newViewer, proveAddress } from '../../desk/guest.ts'
import {
  aFile,
  askFor,
  askStates,
  eventKinds,
  mailKinds,
  openProvenDesk,
  otherGuest,
  readTicket,
  setState,
  texts,
} from './proven-guest.ts'

const filed = 'Am trimis 240 de lei luni și nu îi văd încă.'

describe('a reply', () => {
  test('is stored unit for unit, with its event, its files and its author', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const text = '  \tâ\u0301 👩‍👩‍👧 \u202eabc\n\n\ufeffz '
    const files = [aFile(1), aFile(2)]
    const { seq = 0 } = await reply(desk, viewer, newReply(desk, ticketId, { text, files }))
    const [message] = await desk.tickets.listMessages({ ticketId, after: seq - 1, max: 9 })
    expect(message).toMatchObject({ seq, author: 'requester', authorName: 'Maria', text, files })
    const rows = desk.d1.rows('SELECT attachment_id FROM attachments ORDER BY position')
    expect(rows.map((row) => row['attachment_id'])).toEqual(files.map((file) => file.attachmentId))
    expect((await readTicket(desk, ticketId)).attachmentBytes).toBe(2000)
    expect(await eventKinds(desk, ticketId)).toEqual(['filed', 'opened', 'replied'])
  })

  test('may be files alone; neither text nor file is refused', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const send = async (changes: object) =>
      reply(desk, viewer, newReply(desk, ticketId, { text: ' \n', ...changes }))
    await expect(send({})).rejects.toMatchObject({
      code: 'invalid-fields',
      fields: [{ field: 'text', reason: 'required' }],
    })
    await expect(send({ files: [aFile(1)] })).resolves.toBeDefined()
  })

  test('of 10,000 characters is taken, of one more is not', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const send = async (text: string) => reply(desk, viewer, newReply(desk, ticketId, { text }))
    await expect(send('ț'.repeat(10_000))).resolves.toBeDefined()
    const tooLong = [{ field: 'text', reason: 'too-long', max: 10_000 }]
    await expect(send('ț'.repeat(10_001))).rejects.toMatchObject({ fields: tooLong })
    const control = [{ field: 'text', reason: 'control-character' }]
    await expect(send('a\u0000b')).rejects.toMatchObject({ fields: control })
  })

  test('with six files, too much together or beyond what a ticket holds is refused', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const mebibyte = 1024 * 1024
    const send = async (...files: ReturnType<typeof aFile>[]) =>
      reply(desk, viewer, newReply(desk, ticketId, { files }))
    const six = [1, 2, 3, 4, 5, 6].map((number) => aFile(number))
    await expect(send(...six)).rejects.toMatchObject({ code: 'too-many-files' })
    const large = [1, 2, 3].map((number) => aFile(number, 9 * mebibyte))
    await expect(send(...large)).rejects.toMatchObject({ code: 'files-too-large' })
    desk.d1.rows('UPDATE tickets SET attachment_bytes = ?', 200 * mebibyte - 1000)
    await expect(send(aFile(7, 1001))).rejects.toMatchObject({ code: 'ticket-full' })
    await expect(send()).resolves.toBeDefined()
    await expect(send(aFile(7, 1000))).resolves.toBeDefined()
    expect(desk.d1.rows('SELECT * FROM attachments')).toHaveLength(1)
  })

  test('is alerted to nobody: support reads the tickets', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    await reply(desk, viewer, newReply(desk, ticketId))
    expect(mailKinds(desk, ticketId)).toEqual(['filed'])
  })

  test('drops the draft of its own browser, and no other draft', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const draft = { text: 'Început', answered: [], declined: [], files: [] }
    for (const each of [viewer, newViewer('elsewhere')])
      await keepDraft(desk, each, ticketId, draft)
    await keepDraft(desk, viewer, '0ZZZZZZZ', draft)
    await reply(desk, viewer, newReply(desk, ticketId))
    const left = desk.d1.rows('SELECT browser_hash, ticket_id FROM drafts')
    expect(left).not.toContainEqual({ browser_hash: viewer.browserHash, ticket_id: ticketId })
    expect(left).toHaveLength(2)
  })
})

describe('what support asked for', () => {
  test('keeps the ticket waiting while one ask is open; the last one makes it open', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    await askFor(desk, ticketId, 'screenshot', 'time', 'text')
    const send = (answered: number[], declined: number[]) =>
      reply(desk, viewer, newReply(desk, ticketId, { answered, declined }))
    await send([], [])
    expect((await readTicket(desk, ticketId)).status).toBe('waiting')
    await send([2], [])
    expect((await readTicket(desk, ticketId)).status).toBe('waiting')
    expect(await askStates(desk, ticketId)).toEqual(['open', 'answered', 'open'])
    const { seq } = await send([1], [3])
    expect((await readTicket(desk, ticketId)).status).toBe('open')
    expect(await askStates(desk, ticketId)).toEqual(['answered', 'answered', 'declined'])
    expect((await desk.tickets.listAsks(ticketId))[2]?.closedSeq).toBe(seq)
    expect((await eventKinds(desk, ticketId)).slice(-2)).toEqual(['replied', 'opened-for-answer'])
  })

  test('may be declined altogether', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    await askFor(desk, ticketId, 'file')
    await reply(desk, viewer, newReply(desk, ticketId, { declined: [1] }))
    expect((await readTicket(desk, ticketId)).status).toBe('open')
    expect(await askStates(desk, ticketId)).toEqual(['declined'])
  })

  test('is not closed by numbers that were never asked, nor twice', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    await askFor(desk, ticketId, 'file', 'time')
    const send = (answered: number[], declined: number[] = []) =>
      reply(desk, viewer, newReply(desk, ticketId, { answered, declined }))
    await send([0, 3, -1, 2.5, Number.NaN])
    expect(await askStates(desk, ticketId)).toEqual(['open', 'open'])
    await send([1])
    await send([], [1])
    expect(await askStates(desk, ticketId)).toEqual(['answered', 'open'])
    expect((await readTicket(desk, ticketId)).status).toBe('waiting')
  })
})

test('a reply to a resolved ticket makes it open again', async () => {
  const { desk, ticketId, viewer } = await openProvenDesk()
  await setState(desk, ticketId, 'resolved')
  await reply(desk, viewer, newReply(desk, ticketId))
  expect(await readTicket(desk, ticketId)).toMatchObject({ status: 'open', resolvedAt: undefined })
  expect((await eventKinds(desk, ticketId)).slice(-2)).toEqual(['replied', 'reopened'])
})

describe('nobody else may reply', () => {
  test('the session of somebody else hears the same of another ticket as of none', async () => {
    const { desk, ticketId } = await openProvenDesk()
    const ion = await otherGuest(desk)
    for (const id of [ticketId, '0ZZZZZZZ']) {
      const problem = await reply(desk, ion, newReply(desk, id)).catch((error) => error)
      expect({ ...problem }).toMatchObject({ code: 'not-found', params: {}, fields: [] })
    }
    expect(await texts(desk, ticketId)).toEqual([filed])
  })

  test('a browser without a session, or whose session ran out, must prove the address', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const ended = { code: 'session-ended' }
    const stranger = newViewer('stranger')
    await expect(reply(desk, stranger, newReply(desk, ticketId))).rejects.toMatchObject(ended)
    await expect(reply(desk, stranger, newReply(desk, '0ZZZZZZZ'))).rejects.toMatchObject(ended)
    desk.pass(3600)
    await expect(reply(desk, viewer, newReply(desk, ticketId))).rejects.toMatchObject(ended)
    const back = await proveAddress(desk, viewer, ticketId)
    await expect(reply(desk, back, newReply(desk, ticketId))).resolves.toBeDefined()
    expect(await texts(desk, ticketId)).toHaveLength(2)
  })

  test.each(['', 'short', 'a'.repeat(129), 'k'.repeat(16) + '\n', 'ț'.repeat(16)])(
    'under the key %j',
    async (key) => {
      const { desk, ticketId, viewer } = await openProvenDesk()
      const send = async () => reply(desk, viewer, newReply(desk, ticketId, { key }))
      await expect(send()).rejects.toMatchObject({ code: 'key-reused' })
      expect(newKey(desk)).toHaveLength(22)
      expect(await texts(desk, ticketId)).toEqual([filed])
    },
  )
})

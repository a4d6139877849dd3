import { describe, expect, test } from 'vitest'
import { answer } from '../../../src/core/tickets/answer.ts'
import { keepDraft } from '../../../src/core/tickets/keep-draft.ts'
import { openTicket, stampView } from '../../../src/core/tickets/open-ticket.ts'
import { newViewer } from '../../desk/guest.ts'
import type { MemoryDesk } from '../../desk/open-memory-desk.ts'
import { askFor, newAnswer, openProvenDesk, otherGuest, setState } from './proven-guest.ts'

const ended = { code: 'session-ended' }
const notFound = { code: 'not-found' }

async function withThread(answers: number) {
  const guest = await openProvenDesk()
  const { desk, ticketId } = guest
  for (let count = 1; count <= answers; count += 1) {
    await answer(desk, newAnswer(ticketId, { text: `Răspunsul ${count}` }))
  }
  const open = (part = {}) => openTicket(desk, guest.viewer, ticketId, part)
  return { ...guest, open }
}

const seqsOf = ({ messages }: { messages: { seq: number }[] }) => messages.map(({ seq }) => seq)

describe('the page of a ticket', () => {
  test('has messages oldest first, what else happened, and the open asks', async () => {
    const { desk, ticketId, open } = await withThread(1)
    await askFor(desk, ticketId, 'time')
    const page = await open()
    expect(page).toMatchObject({ access: 'proven', hasEarlier: false, draft: undefined })
    expect(page.messages.map(({ author }) => author)).toEqual(['requester', 'support', 'support'])
    expect(page.events.map(({ kind }) => kind)).toEqual(['opened', 'waiting'])
    expect(page.openAsks.map(({ label }) => label)).toEqual(['Lucrul 1'])
    expect(page.ticket.status).toBe('waiting')
  })

  test('says nothing of notes, not even that there are any', async () => {
    const { desk, ticketId, open } = await withThread(0)
    await answer(desk, newAnswer(ticketId, { text: 'Notă secretă', visibility: 'internal' }))
    const page = await open()
    expect(JSON.stringify(page)).not.toMatch(/secretă|noted/)
  })

  test('shows the newest 50, then those before them', async () => {
    const { open } = await withThread(60)
    const newest = await open()
    expect(newest.messages).toHaveLength(50)
    expect(newest.hasEarlier).toBe(true)
    const earlier = await open({ before: seqsOf(newest)[0] })
    expect(earlier.messages).toHaveLength(11)
    expect(earlier.hasEarlier).toBe(false)
    const all = [...seqsOf(earlier), ...seqsOf(newest)]
    expect(all).toEqual(all.toSorted((a, b) => a - b))
    expect(new Set(all).size).toBe(61)
  })

  test('of exactly 50 has nothing earlier', async () => {
    const { open } = await withThread(49)
    expect(await open()).toMatchObject({ hasEarlier: false })
  })

  test('gives what came after an entry, for a page that is open', async () => {
    const { open } = await withThread(3)
    const { messages } = await open()
    const [, second, ...later] = messages
    expect(seqsOf(await open({ after: second?.seq }))).toEqual(later.map(({ seq }) => seq))
    expect((await open({ after: 999 })).messages).toEqual([])
  })

  test('is read in one round trip, however long the thread', async () => {
    const { desk, open } = await withThread(60)
    const { calls } = desk.d1
    await open()
    expect(desk.d1.calls - calls).toBe(1)
  })

  test('brings the draft back to its own browser alone', async () => {
    const { desk, ticketId, viewer, open } = await withThread(0)
    const draft = { text: 'Început', answered: [1], declined: [2], files: [] }
    await keepDraft(desk, newViewer('elsewhere'), ticketId, { ...draft, text: 'Altcuiva' })
    expect((await open()).draft).toBeUndefined()
    await keepDraft(desk, viewer, ticketId, draft)
    expect((await open()).draft).toEqual(draft)
  })

  test('goes on opening when the ticket is closed', async () => {
    const { desk, ticketId, open } = await withThread(0)
    await setState(desk, ticketId, 'closed')
    expect((await open()).ticket.status).toBe('closed')
  })
})

describe('who has no business there', () => {
  test('with a live session hears the same of another ticket as of none', async () => {
    const { desk, ticketId } = await withThread(0)
    const ion = await otherGuest(desk)
    for (const id of [ticketId, '0ZZZZZZZ', '']) {
      await expect(openTicket(desk, ion, id)).rejects.toMatchObject(notFound)
    }
  })

  test('without a session learns nothing, and asks no database', async () => {
    const { desk, ticketId } = await withThread(0)
    const { calls } = desk.d1
    for (const id of [ticketId, '0ZZZZZZZ', '']) {
      await expect(openTicket(desk, newViewer(), id)).rejects.toMatchObject(ended)
    }
    expect(desk.d1.calls).toBe(calls)
  })

  test('with a planted session, or one that ended, is one without', async () => {
    const { desk, ticketId, viewer } = await withThread(0)
    const ion = await otherGuest(desk)
    desk.pass(3600)
    for (const who of [{ ...viewer, sessionHash: 'planted' }, viewer, ion]) {
      for (const id of [ticketId, '0ZZZZZZZ'])
        await expect(openTicket(desk, who, id)).rejects.toMatchObject(ended)
    }
  })
})

describe('idle time', () => {
  const seenAt = (desk: MemoryDesk) =>
    desk.d1.rows('SELECT max(seen_at) AS seen FROM sessions')[0]?.['seen']

  test('is stamped by a view, at most once a minute', async () => {
    const { desk, open } = await withThread(0)
    const first = seenAt(desk)
    desk.pass(59)
    await stampView(desk, await open())
    expect(seenAt(desk)).toBe(first)
    await stampView(desk, { ...(await open()), session: undefined })
    desk.pass(1)
    await stampView(desk, await open())
    expect(seenAt(desk)).toBe(desk.now().getTime())
  })

  test('is not stamped by reading alone, which is what polling does', async () => {
    const { desk, open } = await withThread(0)
    for (let minutes = 0; minutes < 59; minutes += 1) {
      desk.pass(60)
      await open()
    }
    desk.pass(60)
    await expect(open()).rejects.toMatchObject(ended)
  })

  test('stamped again and again keeps a session for a day, not longer', async () => {
    const { desk, open } = await withThread(0)
    for (let hours = 0; hours < 47; hours += 1) {
      desk.pass(1800)
      await stampView(desk, await open())
    }
    desk.pass(1800)
    await expect(open()).rejects.toMatchObject(ended)
  })
})

import { describe, expect, test } from 'vitest'
import { endSessions } from '../../../src/core/tickets/end-sessions.ts'
import { fileTicket } from '../../../src/core/tickets/file-ticket.ts'
import { openTicket } from '../../../src/core/tickets/open-ticket.ts'
import { digest } from '../../../src/core/token.ts'
import { fileOne, newFiling, newKey, newViewer, proveAddress } from '../../desk/guest.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'
import { eventKinds, openProvenDesk, otherGuest } from './proven-guest.ts'

const ended = { code: 'session-ended' }

describe('ending all sessions', () => {
  test('ends this one and those of every other browser, for all their tickets', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    desk.pass(60)
    const second = await proveAddress(desk, newViewer('second'), ticketId)
    const other = await fileOne(desk, { text: 'Alt tichet' })
    const both = await proveAddress(desk, second, other)
    await expect(openTicket(desk, both, ticketId)).resolves.toBeDefined()
    await endSessions(desk, viewer, { ticketId, key: newKey(desk) })
    await expect(openTicket(desk, viewer, ticketId)).rejects.toMatchObject(ended)
    await expect(openTicket(desk, both, ticketId)).rejects.toMatchObject(ended)
    await expect(openTicket(desk, both, other)).rejects.toMatchObject(ended)
    expect((await eventKinds(desk, ticketId)).at(-1)).toBe('sessions-ended')
  })

  test('leaves the sessions of other people alone', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const ion = await otherGuest(desk)
    await endSessions(desk, viewer, { ticketId, key: newKey(desk) })
    const session = await desk.access.findSession(ion.sessionHash ?? '')
    expect(session?.endedAt).toBeUndefined()
  })

  test('leaves the link alive: it leads back in by a code', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    await endSessions(desk, viewer, { ticketId, key: newKey(desk) })
    desk.pass(60)
    const back = await proveAddress(desk, viewer, ticketId)
    await expect(openTicket(desk, back, ticketId)).resolves.toBeDefined()
  })

  test('is asked for once: a second press finds the session ended, or its own success', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const key = newKey(desk)
    await endSessions(desk, viewer, { ticketId, key })
    await expect(endSessions(desk, viewer, { ticketId, key })).resolves.toBeDefined()
    const other = endSessions(desk, viewer, { ticketId, key: newKey(desk) })
    await expect(other).rejects.toMatchObject(ended)
    const kinds = await eventKinds(desk, ticketId)
    expect(kinds.filter((kind) => kind === 'sessions-ended')).toHaveLength(1)
  })

  test('is for nobody but who has proven the address: not for who filed, not for others', async () => {
    const desk = await openMemoryDesk()
    const filer = newViewer('filer')
    const { ticketId, sessionId = '' } = await fileTicket(desk, filer, newFiling(desk))
    const input = { ticketId, key: newKey(desk) }
    const own = { ...filer, sessionHash: await digest(sessionId) }
    await expect(endSessions(desk, own, input)).rejects.toMatchObject(ended)
    const ion = await otherGuest(desk)
    await expect(endSessions(desk, ion, input)).rejects.toMatchObject({ code: 'not-found' })
    await expect(openTicket(desk, own, ticketId)).resolves.toBeDefined()
  })
})

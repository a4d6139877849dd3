import { describe, expect, test } from 'vitest'
import { keepDraft } from '../../../src/core/tickets/keep-draft.ts'
import { openTicket } from '../../../src/core/tickets/open-ticket.ts'
import { reply } from '../../../src/core/tickets/reply.ts'
import { newReply, newViewer, proveAddress } from '../../desk/guest.ts'
import { aFile, openProvenDesk } from './proven-guest.ts'

const draft = { text: ' Început,\nși restul ', answered: [2], declined: [1], files: [aFile(1)] }

describe('a draft', () => {
  test('stands there after the guest has proven the address again, in this browser alone', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    desk.pass(3600)
    await keepDraft(desk, viewer, ticketId, draft)
    const elsewhere = await proveAddress(desk, newViewer('elsewhere'), ticketId)
    expect((await openTicket(desk, elsewhere, ticketId)).draft).toBeUndefined()
    const back = await proveAddress(desk, viewer, ticketId)
    expect((await openTicket(desk, back, ticketId)).draft).toEqual(draft)
  })

  test('is gone after the reply', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    await keepDraft(desk, viewer, ticketId, draft)
    await reply(desk, viewer, newReply(desk, ticketId, { text: draft.text, files: draft.files }))
    expect((await openTicket(desk, viewer, ticketId)).draft).toBeUndefined()
  })

  test('is replaced by the next one', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    await keepDraft(desk, viewer, ticketId, draft)
    const next = { text: 'Altfel', answered: [], declined: [], files: [] }
    await keepDraft(desk, viewer, ticketId, next)
    expect((await openTicket(desk, viewer, ticketId)).draft).toEqual(next)
  })

  test('is kept for a ticket that does not exist just the same: the answer tells nothing', async () => {
    const { desk, viewer } = await openProvenDesk()
    await expect(keepDraft(desk, viewer, '0ZZZZZZZ', draft)).resolves.toBeUndefined()
    await expect(keepDraft(desk, newViewer('any'), '0ZZZZZZZ', draft)).resolves.toBeUndefined()
  })

  test('holds what is too long for a reply as well, up to a bound', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const text = 'ț'.repeat(100_000)
    await keepDraft(desk, viewer, ticketId, { ...draft, text })
    expect((await openTicket(desk, viewer, ticketId)).draft?.text).toBe(text)
    await keepDraft(desk, viewer, ticketId, { ...draft, text: `${text}!` })
    expect((await openTicket(desk, viewer, ticketId)).draft?.text).toBe(text)
  })
})

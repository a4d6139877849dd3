import { expect, test } from 'vitest'
import { Problem } from '../../../src/core/problem.ts'
import { fileTicket } from '../../../src/core/tickets/file-ticket.ts'
import { newFiling, newViewer } from '../../desk/guest.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'

test('a filing whose write failed beside its twin answers with the ticket that is there', async () => {
  const desk = await openMemoryDesk()
  const filing = newFiling(desk)
  const viewer = newViewer()
  const commit = desk.tickets.commit.bind(desk.tickets)
  let twin = ''
  desk.tickets.commit = async () => {
    desk.tickets.commit = commit
    twin = (await fileTicket(desk, viewer, filing)).ticketId
    throw new Problem('unavailable')
  }
  const { ticketId } = await fileTicket(desk, viewer, filing)
  expect(ticketId).toBe(twin)
  expect(desk.d1.rows('SELECT ticket_id FROM tickets')).toEqual([{ ticket_id: twin }])
})

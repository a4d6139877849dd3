import { expect, test } from 'vitest'
import { runNightly } from '../../../functions/jobs/nightly.ts'
import { runOutbox } from '../../../functions/jobs/outbox.ts'
import { storeFile } from '../../../src/core/tickets/files.ts'
import { keepDraft } from '../../../src/core/tickets/keep-draft.ts'
import { fileOne, newFiling, newViewer } from '../../desk/guest.ts'
import { fileTicket } from '../../../src/core/tickets/file-ticket.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'
import { openProvenDesk, readTicket, setState } from '../../core/tickets/proven-guest.ts'

const days = (count: number) => count * 86_400

test('the nightly job closes what was solved 14 days ago and removes orphaned files', async () => {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  await setState(desk, ticketId, 'resolved')
  const form = { browserHash: 'b', scope: 's', key: 'k', position: 0 }
  await storeFile(desk, form, { name: 'a.txt', bytes: new TextEncoder().encode('a') })
  desk.pass(days(14))
  await runNightly(desk)
  expect((await readTicket(desk, ticketId)).status).toBe('closed')
  expect(desk.attachments.files.size).toBe(0)
  expect(desk.logged.at(-1)).toEqual({ event: 'nightly', facts: { closed: 1, filesRemoved: 1 } })
})

test('a draft is kept for 30 days', async () => {
  const desk = await openMemoryDesk()
  const draft = { text: 'Început', answered: [], declined: [], files: [] }
  await keepDraft(desk, newViewer(), '0ZZZZZZZ', draft)
  const left = () => desk.d1.rows('SELECT * FROM drafts').length
  desk.pass(days(30))
  await runNightly(desk)
  expect(left()).toBe(1)
  desk.pass(1)
  await runNightly(desk)
  expect(left()).toBe(0)
})

test('sessions, codes and attempts go when they have had their time; a remembered one stays', async () => {
  const { desk } = await openProvenDesk()
  desk.d1.rows('UPDATE sessions SET remembered = 1')
  desk.pass(days(29))
  await runNightly(desk)
  const rows = (table: string) => desk.d1.rows(`SELECT * FROM ${table}`).length
  expect([rows('sessions'), rows('session_tickets')]).toEqual([2, 2])
  for (const table of ['challenges', 'codes', 'attempts']) expect(rows(table), table).toBe(0)
  desk.pass(days(60))
  await runNightly(desk)
  expect([rows('sessions'), rows('session_tickets')]).toEqual([0, 0])
})

test('the outbox job sends what is due', async () => {
  const desk = await openMemoryDesk()
  await fileTicket(desk, newViewer(), newFiling(desk))
  await runOutbox(desk)
  expect(desk.mailSender.sent).toHaveLength(1)
})

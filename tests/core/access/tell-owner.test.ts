import { expect, test } from 'vitest'
import { tellOwner } from '../../../src/core/access/tell-owner.ts'
import { fileOne } from '../../desk/guest.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'

const minutes = (count: number) => count * 60

async function withLocked() {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  const query = { ticketId, browserHash: 'browser', sessionHash: undefined, now: desk.now() }
  const link = await desk.access.readLink(query)
  if (!link) throw new Error('The ticket has no link')
  const start = desk.now().getTime()
  const tell = (...wrongAfterSeconds: number[]) => {
    const wrongAttemptsAt = wrongAfterSeconds.map((seconds) => new Date(start + seconds * 1000))
    const attempts = { ...link.attempts, wrongAttemptsAt }
    return tellOwner(desk, { ...link, attempts }, desk.now())
  }
  const mails = () => desk.d1.rows("SELECT * FROM outbox WHERE kind = 'locked'").length
  return { desk, tell, mails, ticketId }
}

test('the owner of a locked ticket has one mail a lockout, whose hour is the last wrong attempt’s', async () => {
  const { desk, tell, mails } = await withLocked()
  const { wakes } = desk
  await tell(0, minutes(10), minutes(50))
  expect(mails()).toBe(1)
  expect(desk.wakes).toBe(wakes + 1)
  await tell(minutes(20), minutes(59))
  expect(mails()).toBe(1)
  await tell(0, minutes(10), minutes(60))
  expect(mails()).toBe(2)
})

test('a ticket of another owner has a mail of its own', async () => {
  const { desk, tell, mails } = await withLocked()
  await tell(0)
  const ticketId = await fileOne(desk, { email: 'ion@example.com' })
  const query = { ticketId, browserHash: 'browser', sessionHash: undefined, now: desk.now() }
  const link = await desk.access.readLink(query)
  if (!link) return expect.unreachable()
  await tellOwner(desk, link, desk.now())
  await tellOwner(desk, link, desk.now())
  expect(mails()).toBe(2)
})

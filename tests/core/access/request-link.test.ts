import { describe, expect, test } from 'vitest'
import { requestLink } from '../../../src/core/access/request-link.ts'
import { tokenToGuestLink } from '../../../src/core/guest-link.ts'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { renewLink } from '../../../src/core/tickets/renew-link.ts'
import { updateTicket } from '../../../src/core/tickets/update-ticket.ts'
import { fileOne, newKey, newViewer, proveAddress } from '../../desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from '../../desk/open-memory-desk.ts'

const hour = 3600
const email = 'maria@example.com'

async function withTicket() {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  desk.mailSender.sent.length = 0
  const ask = (input: { email?: string; ticketId?: string } = {}) =>
    requestLink(desk, { email, ticketId, ...input })
  return { desk, ticketId, ask }
}

const linkMails = (desk: MemoryDesk) => desk.d1.rows("SELECT * FROM outbox WHERE kind = 'link'")

const writesOf = (desk: MemoryDesk) =>
  Number(desk.d1.rows('SELECT total_changes() AS writes')[0]?.['writes'])

describe('address and number that belong together', () => {
  test('cause one mail with the link, to the stored address', async () => {
    const { desk, ticketId, ask } = await withTicket()
    await ask()
    desk.pass(2)
    await deliver(desk)
    expect(desk.mailSender.sent.map(({ to }) => to)).toEqual([email])
    const [, token = ''] =
      /\/ro\/link\/([^/]+)\//.exec(desk.mailSender.sent[0]?.mail.text ?? '') ?? []
    expect(await tokenToGuestLink(desk.keys, token)).toEqual({ ticketId, generation: 1 })
  })

  test('may be spelled as people do; the mail goes where it was filed from', async () => {
    const { desk, ticketId, ask } = await withTicket()
    const number = `${ticketId.slice(0, 4)}-${ticketId.slice(4)}`.toLowerCase()
    await ask({ email: '  MARIA@Example.COM ', ticketId: ` ${number} ` })
    desk.pass(2)
    await deliver(desk)
    expect(desk.mailSender.sent.map(({ to }) => to)).toEqual([email])
  })
})

test('the mail leaves a second or two after the answer, whose time would else tell of it', async () => {
  const { desk, ask } = await withTicket()
  const delays: unknown[] = []
  desk.wake = async (...delay) => void delays.push(...delay)
  await ask()
  expect(delays).toEqual([2])
  desk.pass(0.9)
  expect(await deliver(desk)).toBe(0)
  desk.pass(1.1)
  expect(await deliver(desk)).toBe(1)
})

describe('the same answer and no mail', () => {
  test.each([
    ['another address', { email: 'mallory@example.com' }],
    ['the address with a dot more', { email: 'maria.@example.com' }],
    ['a number that does not exist', { ticketId: '0ZZZ-ZZZZ' }],
    ['neither', { email: 'mallory@example.com', ticketId: '0ZZZ-ZZZZ' }],
  ])('for %s', async (_, input) => {
    const { desk, ask } = await withTicket()
    const { wakes } = desk
    const [writes, calls] = [writesOf(desk), desk.d1.calls]
    await expect(ask(input)).resolves.toBeUndefined()
    expect(linkMails(desk)).toHaveLength(0)
    expect(desk.wakes).toBe(wakes + 1)
    // A store that has nothing to write answers sooner: that would tell.
    expect([writesOf(desk) > writes, desk.d1.calls - calls]).toEqual([true, 1])
  })

  test('within a minute of the last one', async () => {
    const { desk, ask } = await withTicket()
    await ask()
    desk.pass(59)
    await expect(ask()).resolves.toBeUndefined()
    expect(linkMails(desk)).toHaveLength(1)
    desk.pass(1)
    await ask()
    expect(linkMails(desk)).toHaveLength(2)
  })

  test('after three a day', async () => {
    const { desk, ask } = await withTicket()
    for (const seconds of [0, 60, 60]) {
      desk.pass(seconds)
      await ask()
    }
    desk.pass(24 * hour - 121)
    await expect(ask()).resolves.toBeUndefined()
    expect(linkMails(desk)).toHaveLength(3)
    desk.pass(1)
    await ask()
    expect(linkMails(desk)).toHaveLength(4)
  })

  test('where the guest has just had the link renewed: one budget for both', async () => {
    const { desk, ticketId, ask } = await withTicket()
    const viewer = await proveAddress(desk, newViewer(), ticketId)
    await renewLink(desk, viewer, { ticketId, key: newKey(desk) })
    desk.pass(59)
    await ask()
    expect(linkMails(desk)).toHaveLength(0)
  })

  test('seven times at once, but for the first', async () => {
    const { desk, ask } = await withTicket()
    await Promise.all(Array.from({ length: 7 }, () => ask()))
    expect(linkMails(desk)).toHaveLength(1)
  })

  test('90 days after the ticket was closed, when its link would open nothing', async () => {
    const { desk, ticketId, ask } = await withTicket()
    const closed = { status: 'closed', category: undefined, version: 'any' } as const
    await updateTicket(desk, { ticketId, ...closed })
    desk.pass(90 * 24 * hour - 1)
    await ask()
    expect(linkMails(desk)).toHaveLength(1)
    desk.pass(60)
    await expect(ask()).resolves.toBeUndefined()
    expect(linkMails(desk)).toHaveLength(1)
  })
})

test.each([
  ['no address', { email: 'maria' }, ['email malformed-email']],
  ['no number', { ticketId: '7K3F' }, ['ticketId malformed-number']],
  ['neither', { email: '', ticketId: '' }, ['email malformed-email', 'ticketId malformed-number']],
])('what can be %s is refused field by field', async (_, input, expected) => {
  const { ask } = await withTicket()
  const problem = await ask(input).catch((error) => error)
  expect(problem.code).toBe('invalid-fields')
  const named = problem.fields.map(
    ({ field, reason }: Record<string, string>) => `${field} ${reason}`,
  )
  expect(named).toEqual(expected)
})

test('an address that nobody has proven gets three a day over all its tickets', async () => {
  const desk = await openMemoryDesk()
  const email = 'maria@example.com'
  for (let count = 0; count < 5; count += 1) {
    await requestLink(desk, { email, ticketId: await fileOne(desk) })
  }
  expect(linkMails(desk)).toHaveLength(3)
})

import { describe, expect, test } from 'vitest'
import { requestLink } from '../../../src/core/access/request-link.ts'
import { sendCode } from '../../../src/core/access/send-code.ts'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { MailRefused } from '../../../src/core/notifications/mail-sender.ts'
import { answer } from '../../../src/core/tickets/answer.ts'
import { fileOne, linkToken, newViewer } from '../../desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from '../../desk/open-memory-desk.ts'
import { eventKinds, newAnswer, readTicket, setState } from '../tickets/proven-guest.ts'

const hour = 3600
const down = new Error('the provider is down')

async function withTicket() {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  desk.mailSender.sent.length = 0
  const write = (text = 'Bună') => answer(desk, newAnswer(ticketId, { text }))
  return { desk, ticketId, write }
}

const states = (desk: MemoryDesk) =>
  desk.d1.rows('SELECT state FROM outbox ORDER BY outbox_number').map(({ state }) => state)

/** The sweep of every minute. */
async function sweep(desk: MemoryDesk, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 60) {
    desk.pass(60)
    await deliver(desk)
  }
}

describe('a mail that cannot leave', () => {
  test('is tried again after 8 to 15 seconds, then ever later', async () => {
    const { desk, write } = await withTicket()
    await write()
    desk.mailSender.fault = down
    await deliver(desk)
    desk.pass(7)
    expect(await deliver(desk)).toBe(0)
    desk.pass(8)
    expect(await deliver(desk)).toBe(1)
    desk.pass(14)
    expect(await deliver(desk)).toBe(0)
    desk.pass(16)
    expect(await deliver(desk)).toBe(1)
  })

  test('for a day goes out after it, once, in order', async () => {
    const { desk, ticketId, write } = await withTicket()
    desk.mailSender.fault = down
    await write()
    await sweep(desk, 12 * hour)
    await requestLink(desk, { email: 'maria@example.com', ticketId })
    await sweep(desk, 12 * hour)
    desk.mailSender.fault = undefined
    await sweep(desk, hour)
    expect(states(desk)).toEqual(['sent', 'sent', 'sent'])
    expect(desk.mailSender.sent).toHaveLength(2)
    expect(await eventKinds(desk, ticketId)).not.toContain('mail-failed')
    const [{ tries } = {}] = desk.d1.rows("SELECT tries FROM outbox WHERE kind = 'answered'")
    expect(Number(tries)).toBeLessThan(120)
  })

  test('for longer has failed, and support sees it on the ticket', async () => {
    const { desk, ticketId, write } = await withTicket()
    desk.mailSender.fault = down
    await write()
    const { version } = await readTicket(desk, ticketId)
    await sweep(desk, 24 * hour - 60)
    expect(states(desk)).toEqual(['sent', 'pending'])
    await sweep(desk, hour)
    expect(states(desk)).toEqual(['sent', 'failed'])
    const last = (await desk.tickets.listEvents(ticketId)).at(-1)
    expect(last).toMatchObject({
      kind: 'mail-failed',
      actor: 'system',
      detail: { kind: 'answered' },
    })
    expect((await readTicket(desk, ticketId)).version).toBe(version + 1)
    desk.mailSender.fault = undefined
    await sweep(desk, hour)
    expect(desk.mailSender.sent).toEqual([])
  })

  test('because the provider will never take it has failed at once, and holds up nothing', async () => {
    const { desk, ticketId, write } = await withTicket()
    await write()
    await setState(desk, ticketId, 'resolved')
    desk.mailSender.fault = new MailRefused('suppressed')
    const { send } = desk.mailSender
    desk.mailSender.send = async (envelope) => {
      const sent = send.call(desk.mailSender, envelope)
      desk.mailSender.fault = undefined
      return sent
    }
    await deliver(desk)
    expect(states(desk)).toEqual(['sent', 'failed', 'sent'])
    const errors = desk.logged.filter(({ event }) => event === 'mail-error')
    expect(errors.map(({ facts }) => facts['error'])).toEqual(['MailRefused'])
    expect(
      (await eventKinds(desk, ticketId)).filter((kind) => kind === 'mail-failed'),
    ).toHaveLength(1)
  })

  test('and is a code is dropped when it is stale, and its code forgotten', async () => {
    const { desk, ticketId } = await withTicket()
    desk.mailSender.fault = down
    await sendCode(desk, newViewer(), await linkToken(desk, ticketId))
    await deliver(desk)
    await sweep(desk, 600)
    desk.mailSender.fault = undefined
    await sweep(desk, 600)
    expect(states(desk)).toEqual(['sent', 'dropped'])
    expect(desk.mailSender.sent).toEqual([])
    expect(desk.d1.rows('SELECT sealed_code FROM outbox WHERE sealed_code IS NOT NULL')).toEqual([])
    expect(await eventKinds(desk, ticketId)).not.toContain('mail-failed')
  })
})

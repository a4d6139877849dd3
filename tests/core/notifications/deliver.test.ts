import { describe, expect, test } from 'vitest'
import { sendCode } from '../../../src/core/access/send-code.ts'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { answer } from '../../../src/core/tickets/answer.ts'
import { translator } from '../../../src/i18n/translator.ts'
import { fileOne, linkToken, newViewer } from '../../desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from '../../desk/open-memory-desk.ts'
import { askFor, newAnswer, setState } from '../tickets/proven-guest.ts'

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

describe('delivering', () => {
  test('sends what is due, once, and records the provider’s id', async () => {
    const { desk, write } = await withTicket()
    await write()
    expect(await deliver(desk)).toBe(1)
    expect(await deliver(desk)).toBe(0)
    expect(desk.mailSender.sent).toHaveLength(1)
    const [, row] = desk.d1.rows('SELECT * FROM outbox ORDER BY outbox_number')
    expect(row).toMatchObject({ state: 'sent', provider_id: 'memory-1', tries: 1, lease: null })
  })

  test('by several at once sends each mail once', async () => {
    const { desk, write } = await withTicket()
    const emails = ['a@example.com', 'b@example.com', 'c@example.com']
    const others = []
    for (const email of emails) others.push(await fileOne(desk, { email }))
    desk.mailSender.sent.length = 0
    for (const ticketId of others) await answer(desk, newAnswer(ticketId))
    await write()
    await Promise.all(Array.from({ length: 7 }, () => deliver(desk, 2)))
    expect(desk.mailSender.sent.map(({ to }) => to).toSorted()).toEqual([
      ...emails,
      'maria@example.com',
    ])
  })

  test('of one ticket keeps the order of its alerts: what comes later waits for what failed', async () => {
    const { desk, ticketId, write } = await withTicket()
    await write()
    await askFor(desk, ticketId, 'time')
    await setState(desk, ticketId, 'resolved')
    const { send } = desk.mailSender
    let tries = 0
    desk.mailSender.send = async (envelope) => {
      tries += 1
      if (tries === 1) throw down
      return send.call(desk.mailSender, envelope)
    }
    await deliver(desk)
    expect([tries, desk.mailSender.sent.length]).toEqual([1, 0])
    desk.pass(15)
    await deliver(desk)
    const t = translator('ro', 'emails')
    const openings = desk.mailSender.sent.map(({ mail }) => mail.text.split('\n')[0])
    expect(openings).toEqual([t('answered.heading'), t('asked.heading'), t('resolved.heading')])
  })

  test('lets a code overtake alerts that cannot leave', async () => {
    const { desk, ticketId, write } = await withTicket()
    await write()
    desk.mailSender.fault = down
    await deliver(desk)
    desk.mailSender.fault = undefined
    await sendCode(desk, newViewer(), await linkToken(desk, ticketId))
    await deliver(desk)
    expect(desk.mailSender.sent.map(({ mail }) => mail.text)).toEqual([
      expect.stringMatching(/^\d{6}$/m),
    ])
  })

  test('does not wait for other people’s tickets', async () => {
    const { desk, write } = await withTicket()
    await write()
    const { send } = desk.mailSender
    desk.mailSender.send = async (envelope) => {
      if (envelope.to.startsWith('maria')) throw down
      return send.call(desk.mailSender, envelope)
    }
    await answer(desk, newAnswer(await fileOne(desk, { email: 'ion@example.com' })))
    await deliver(desk)
    expect(desk.mailSender.sent.map(({ to }) => to)).toEqual(['ion@example.com', 'ion@example.com'])
  })

  test('goes to the address and in the language the ticket has when it leaves', async () => {
    const { desk, write } = await withTicket()
    await write()
    desk.d1.rows("UPDATE tickets SET email = 'nou@example.com', locale = 'it'")
    await deliver(desk)
    const [sent] = desk.mailSender.sent
    expect(sent?.to).toBe('nou@example.com')
    expect(sent?.mail.headers['Content-Language']).toBe('it')
  })

  test('says nothing in the log but kinds, states and counts', async () => {
    const { desk, write } = await withTicket()
    await write('Textul meu')
    desk.mailSender.fault = new Error('550 maria@example.com')
    await deliver(desk)
    expect(JSON.stringify(desk.logged)).not.toMatch(/maria|Textul|550/)
    expect(desk.logged.slice(-2)).toEqual([
      { event: 'mail-error', facts: { kind: 'answered', error: 'Error' } },
      { event: 'mail', facts: { kind: 'answered', state: 'pending', tries: 1 } },
    ])
  })

  test('names what was thrown and is no error as unknown', async () => {
    const { desk, write } = await withTicket()
    await write()
    desk.mailSender.send = () => Promise.reject('maria@example.com')
    await deliver(desk)
    expect(desk.logged.at(-2)?.facts).toEqual({ kind: 'answered', error: 'unknown' })
  })

  test('leaves a code that is ten minutes old', async () => {
    const { desk, ticketId } = await withTicket()
    await sendCode(desk, newViewer(), await linkToken(desk, ticketId))
    desk.pass(600)
    await deliver(desk)
    expect(desk.mailSender.sent).toEqual([])
    expect(states(desk)).toEqual(['sent', 'dropped'])
  })
})

describe('a lease', () => {
  test('keeps a mail from everyone else for two minutes, then somebody else may', async () => {
    const { desk, write } = await withTicket()
    await write()
    const now = desk.now()
    const claim = (lease: string) =>
      desk.outbox.claim({
        lease,
        now: desk.now(),
        until: new Date(now.getTime() + 120_000),
        max: 9,
      })
    const [mail] = await claim('dead')
    desk.pass(119)
    expect(await deliver(desk)).toBe(0)
    desk.pass(1)
    expect(await deliver(desk)).toBe(1)
    if (!mail) return expect.unreachable()
    await desk.outbox.finish(mail, { state: 'failed' }, desk.now())
    expect(states(desk)).toEqual(['sent', 'sent'])
    expect(desk.d1.rows('SELECT max(tries) AS tries FROM outbox')[0]).toEqual({ tries: 2 })
  })

  test('that ends in the middle of a batch leaves the rest to whoever has it by then', async () => {
    const { desk } = await withTicket()
    for (const email of ['a@example.com', 'b@example.com']) await fileOne(desk, { email })
    desk.d1.rows("UPDATE outbox SET state = 'pending', finished_at = NULL")
    desk.mailSender.sent.length = 0
    const { send } = desk.mailSender
    desk.mailSender.send = async (envelope) => {
      desk.mailSender.send = send
      desk.pass(120)
      await deliver(desk)
      return send.call(desk.mailSender, envelope)
    }
    await deliver(desk)
    const sentTo = (email: string) => desk.mailSender.sent.filter(({ to }) => to === email).length
    // The first one was in the provider's hands when its lease ended: at least once, as of any outbox.
    expect(sentTo('maria@example.com')).toBe(2)
    expect([sentTo('a@example.com'), sentTo('b@example.com')]).toEqual([1, 1])
  })
})

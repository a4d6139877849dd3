import { describe, expect, test } from 'vitest'
import { openLink } from '../../../src/core/access/open-link.ts'
import { requestLink } from '../../../src/core/access/request-link.ts'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { openTicket } from '../../../src/core/tickets/open-ticket.ts'
import { renewLink } from '../../../src/core/tickets/renew-link.ts'
import { linkToken, newKey, newViewer, proveAddress } from '../../desk/guest.ts'
import { eventKinds, mailKinds, openProvenDesk, otherGuest, readTicket } from './proven-guest.ts'

const day = 86_400

async function withGuest() {
  const { desk, ticketId, viewer } = await openProvenDesk()
  const renew = (key = newKey(desk)) => renewLink(desk, viewer, { ticketId, key })
  const generation = async () => (await readTicket(desk, ticketId)).linkGeneration
  return { desk, ticketId, viewer, renew, generation }
}

describe('a new link', () => {
  test('is mailed to the stored address, and the old one opens nothing any more', async () => {
    const { desk, ticketId, viewer, renew } = await withGuest()
    const old = await linkToken(desk, ticketId)
    desk.mailSender.sent.length = 0
    await renew()
    await expect(openLink(desk, viewer, old)).rejects.toMatchObject({ code: 'link-not-found' })
    await deliver(desk)
    const fresh = await linkToken(desk, ticketId, 2)
    expect(desk.mailSender.sent.map(({ to }) => to)).toEqual(['maria@example.com'])
    expect(desk.mailSender.sent[0]?.mail.text).toContain(`/${fresh}/`)
    expect((await eventKinds(desk, ticketId)).at(-1)).toBe('new-link')
  })

  test('is also in the mails that were on their way when it was asked for', async () => {
    const { desk, ticketId, renew } = await withGuest()
    desk.mailSender.fault = new Error('down')
    await requestLink(desk, { email: 'maria@example.com', ticketId })
    desk.pass(2)
    await deliver(desk)
    desk.pass(58)
    await renew()
    desk.mailSender.fault = undefined
    desk.mailSender.sent.length = 0
    await deliver(desk)
    const token = await linkToken(desk, ticketId, 2)
    expect(desk.mailSender.sent).toHaveLength(2)
    for (const { mail } of desk.mailSender.sent) expect(mail.text).toContain(token)
  })

  test('ends the sessions of other browsers, and this one goes on', async () => {
    const { desk, ticketId, viewer, renew } = await withGuest()
    desk.pass(60)
    const second = await proveAddress(desk, newViewer('second'), ticketId)
    await renew()
    await expect(openTicket(desk, viewer, ticketId)).resolves.toBeDefined()
    const opened = openTicket(desk, second, ticketId)
    await expect(opened).rejects.toMatchObject({ code: 'session-ended' })
  })
})

describe('the same form sent twice at one moment', () => {
  // The twin is taken between the first look at the ticket and the look at the budget.
  async function withTwin(twinKey: string, ownKey: string) {
    const { desk, ticketId, viewer } = await withGuest()
    const twin = () => renewLink(desk, viewer, { ticketId, key: twinKey })
    const outbox = Object.assign(Object.create(desk.outbox) as typeof desk.outbox, {
      async linkMailsAt(...query: Parameters<typeof desk.outbox.linkMailsAt>) {
        await twin()
        return desk.outbox.linkMailsAt(...query)
      },
    })
    return {
      desk,
      ticketId,
      own: renewLink({ ...desk, outbox }, viewer, { ticketId, key: ownKey }),
    }
  }

  test('has one answer and one effect', async () => {
    const key = 'the-same-key-of-a-form'
    const { desk, ticketId, own } = await withTwin(key, key)
    expect(await own).toMatchObject({ ticketId })
    expect((await readTicket(desk, ticketId)).linkGeneration).toBe(2)
  })

  test('is refused as too early where the other was another form', async () => {
    const { own } = await withTwin('the-key-of-one-form-01', 'the-key-of-another-002')
    await expect(own).rejects.toMatchObject({ code: 'too-early' })
  })
})

describe('the budget', () => {
  test('holds against a link that is asked for at the same moment', async () => {
    const { desk, ticketId, renew, generation } = await withGuest()
    desk.pass(60)
    const { commit } = desk.tickets
    desk.tickets.commit = async (changes) => {
      await requestLink(desk, { email: 'maria@example.com', ticketId })
      return commit.call(desk.tickets, changes)
    }
    await expect(renew()).rejects.toMatchObject({ code: 'too-early' })
    expect(mailKinds(desk, ticketId).filter((kind) => String(kind).endsWith('link'))).toEqual([
      'link',
    ])
    expect(await generation()).toBe(1)
  })

  test('is one in 60 seconds; nothing is revoked by one too early', async () => {
    const { desk, renew, generation } = await withGuest()
    await renew()
    desk.pass(59)
    await expect(renew()).rejects.toMatchObject({ code: 'too-early', retryAfterSeconds: 1 })
    expect(await generation()).toBe(2)
    desk.pass(1)
    await renew()
    expect(await generation()).toBe(3)
  })

  test('is three a day', async () => {
    const { desk, viewer, ticketId, renew, generation } = await withGuest()
    desk.d1.rows('UPDATE sessions SET remembered = 1')
    desk.d1.rows('UPDATE session_tickets SET expires_at = expires_at * 2')
    for (const seconds of [0, 60, 60]) {
      desk.pass(seconds)
      await renew()
    }
    desk.pass(60)
    const wait = { code: 'too-early', retryAfterSeconds: day - 180 }
    await expect(renew()).rejects.toMatchObject(wait)
    desk.pass(day - 181)
    await expect(renew()).rejects.toMatchObject({ retryAfterSeconds: 1 })
    expect(await generation()).toBe(4)
    desk.pass(1)
    await expect(renewLink(desk, viewer, { ticketId, key: newKey(desk) })).resolves.toBeDefined()
  })

  test('is shared with the links that were asked for by address and number', async () => {
    const { desk, ticketId, renew, generation } = await withGuest()
    await requestLink(desk, { email: 'maria@example.com', ticketId })
    await expect(renew()).rejects.toMatchObject({ code: 'too-early', retryAfterSeconds: 60 })
    expect(await generation()).toBe(1)
  })

  test('holds for two presses at once with different keys', async () => {
    const { desk, ticketId, renew, generation } = await withGuest()
    const results = await Promise.allSettled([renew(), renew(), renew()])
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused.map(({ reason }) => reason.code)).toEqual(['too-early', 'too-early'])
    expect(await generation()).toBe(2)
    expect(mailKinds(desk, ticketId)).toEqual(['filed', 'new-link'])
  })
})

test('the same key seven times at once, and later, revokes once', async () => {
  const { desk, ticketId, renew, generation } = await withGuest()
  const key = newKey(desk)
  await Promise.all(Array.from({ length: 7 }, () => renew(key)))
  desk.pass(30)
  await expect(renew(key)).resolves.toBeDefined()
  expect(await generation()).toBe(2)
  expect(mailKinds(desk, ticketId)).toEqual(['filed', 'new-link'])
})

test('nobody revokes the link of somebody else', async () => {
  const { desk, ticketId, generation } = await withGuest()
  const ion = await otherGuest(desk)
  const input = { ticketId, key: newKey(desk) }
  await expect(renewLink(desk, ion, input)).rejects.toMatchObject({ code: 'not-found' })
  const stranger = renewLink(desk, newViewer('stranger'), input)
  await expect(stranger).rejects.toMatchObject({ code: 'session-ended' })
  expect(await generation()).toBe(1)
})

import { describe, expect, test } from 'vitest'
import type { OutboxMail } from '../../src/core/notifications/outbox.ts'
import { after, newCode, newMail } from './builders.ts'
import { claimAt, storedTicket, type OpenStores, type Stores } from './stores.ts'

const day = 86_400

function linkMail(ticketId: string, seconds: number, changes: Partial<OutboxMail> = {}) {
  return newMail({ ticketId, kind: 'link', createdAt: after(seconds), ...changes })
}

/** Asks for the link at these times; says at which ones it was mailed. */
async function askAt(stores: Stores, ticketId: string, times: number[]): Promise<number[]> {
  for (const seconds of times) await stores.access.requestLink(linkMail(ticketId, seconds))
  const lastMoment = after((times.at(-1) ?? 0) + 1)
  const mailedAt = await stores.outbox.linkMailsAt(ticketId, lastMoment)
  return mailedAt
    .map((time) => (time.getTime() - after(0).getTime()) / 1000)
    .toSorted((a, b) => a - b)
}

/** Whoever asks for a link gets it by mail to the stored address, or nothing. */
export function describeLinkMails(open: OpenStores): void {
  describe('a link that is asked for', () => {
    test('is mailed if address and ticket belong together', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores, { email: 'Maria@Example.com' })
      const right = linkMail(ticketId, 0)
      await stores.access.requestLink(linkMail(ticketId, 0, { addressKey: 'ion@example.com' }))
      await stores.access.requestLink(linkMail('0ZZZZZZZ', 0))
      expect(await claimAt(stores, 0)).toEqual([])
      await stores.access.requestLink(right)
      const mailed = { outboxId: right.outboxId, email: 'Maria@Example.com' }
      expect(await claimAt(stores, 0)).toMatchObject([mailed])
    })

    test('is mailed once a minute', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      expect(await askAt(stores, ticketId, [0, 1, 59, 60, 61])).toEqual([0, 60])
    })

    test('is mailed three times a day, a new link counted', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      await stores.outbox.add(linkMail(ticketId, 0, { kind: 'new-link' }))
      const times = [100, 200, 300, day - 1, day]
      expect(await askAt(stores, ticketId, times)).toEqual([100, 200, day])
    })

    test('of ten at once is mailed once', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const asking = Array.from({ length: 10 }, () =>
        stores.access.requestLink(linkMail(ticketId, 0)),
      )
      await Promise.all(asking)
      expect(await claimAt(stores, 0)).toHaveLength(1)
    })

    test('is mailed until 90 days after the ticket closed', async () => {
      const stores = await open()
      const closed = { status: 'closed' as const, closedAt: after(0) }
      const { ticketId } = await storedTicket(stores, closed)
      expect(await askAt(stores, ticketId, [90 * day])).toEqual([])
      const other = await storedTicket(stores, closed)
      expect(await askAt(stores, other.ticketId, [90 * day - 1])).toEqual([90 * day - 1])
    })
  })

  test('codes and attempts are swept away after two days', async () => {
    const stores = await open()
    const { ticketId } = await storedTicket(stores)
    const code = newCode({ ticketId })
    const { challengeId } = code.code
    await stores.access.addCode(code)
    const attempt = { attemptId: 'attempt', challengeId, ticketId, at: after(0) }
    await stores.access.takeAttempt(attempt)
    const read = async () => {
      const query = { ticketId, browserHash: 'browser', sessionHash: undefined, now: after(0) }
      return (await stores.access.readLink(query))?.attempts
    }
    await stores.access.sweep(after(2 * day))
    expect(await read()).toMatchObject({ codes: [code.code], wrongAttemptsAt: [after(0)] })
    await stores.access.sweep(after(2 * day + 1))
    const empty = { codes: [], wrongAttemptsAt: [], challenge: undefined }
    expect(await read()).toMatchObject(empty)
  })
}

import { describe, expect, test } from 'vitest'
import { after, newCode, newConfirmation, newId } from './builders.ts'
import { storedTicket, type OpenStores, type Stores } from './stores.ts'

const hour = 3600
const day = 24 * hour

interface Challenged {
  ticketId: string
  challengeId: string
  codeId: string
  browserHash: string
}

async function openChallenge(stores: Stores, ticketId: string): Promise<Challenged> {
  const browserHash = newId('browser')
  const code = newCode({ ticketId, browserHash })
  if (!(await stores.access.addCode(code))) throw new Error('No code was added')
  const { challengeId, codeId } = code.code
  return { ticketId, challengeId, codeId, browserHash }
}

function take(stores: Stores, challenged: Challenged, seconds = 0, attemptId = newId('attempt')) {
  const { ticketId, challengeId } = challenged
  return stores.access.takeAttempt({ attemptId, challengeId, ticketId, at: after(seconds) })
}

async function takeMany(stores: Stores, challenged: Challenged, times: number, seconds = 0) {
  const taken = []
  for (let tries = 0; tries < times; tries += 1) taken.push(await take(stores, challenged, seconds))
  return taken.filter(Boolean).length
}

async function challengeOf({ access }: Stores, { ticketId, browserHash }: Challenged) {
  const query = { ticketId, browserHash, sessionHash: undefined, now: after(0) }
  return (await access.readLink(query))?.attempts.challenge
}

/** Attempts are counted before anything is compared, and never more than there are. */
export function describeAttempts(open: OpenStores): void {
  describe('an attempt', () => {
    test('is taken five times of a challenge', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const challenged = await openChallenge(stores, ticketId)
      expect(await takeMany(stores, challenged, 7)).toBe(5)
      expect(await challengeOf(stores, challenged)).toMatchObject({ wrongAttempts: 5 })
    })

    test('of sixty at once is taken five times', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const challenged = await openChallenge(stores, ticketId)
      const takes = Array.from({ length: 60 }, () => take(stores, challenged))
      expect((await Promise.all(takes)).filter(Boolean)).toHaveLength(5)
    })

    test('is taken ten times an hour of a ticket, over all challenges', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const [first, second, third] = [
        await openChallenge(stores, ticketId),
        await openChallenge(stores, ticketId),
        await openChallenge(stores, ticketId),
      ]
      expect(await takeMany(stores, first, 4)).toBe(4)
      expect(await takeMany(stores, second, 4)).toBe(4)
      expect(await takeMany(stores, third, 4)).toBe(2)
      expect(await take(stores, third, hour - 1)).toBe(false)
      expect(await take(stores, third, hour)).toBe(true)
    })

    test('is taken fifteen times a day of a ticket', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const challenges = []
      for (let index = 0; index < 4; index += 1) {
        challenges.push(await openChallenge(stores, ticketId))
      }
      const taken = []
      for (const [index, challenged] of challenges.entries()) {
        taken.push(await takeMany(stores, challenged, 5, index * 2 * hour))
      }
      expect(taken).toEqual([5, 5, 5, 0])
      const [last] = challenges.slice(-1)
      expect(last && (await take(stores, last, day - 1))).toBe(false)
      expect(last && (await take(stores, last, day))).toBe(true)
    })

    test('of one ticket costs another nothing', async () => {
      const stores = await open()
      const [one, other] = [await storedTicket(stores), await storedTicket(stores)]
      await takeMany(stores, await openChallenge(stores, one.ticketId), 5)
      const challenged = await openChallenge(stores, other.ticketId)
      expect(await takeMany(stores, challenged, 5)).toBe(5)
    })

    test('is not taken of a challenge that is not there', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const challenged = { ticketId, challengeId: 'none', codeId: 'none', browserHash: 'none' }
      expect(await take(stores, challenged)).toBe(false)
    })

    test('is not taken of a challenge that succeeded', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const challenged = await openChallenge(stores, ticketId)
      await take(stores, challenged, 0, 'the-right-one')
      const ids = { ...challenged, attemptId: 'the-right-one' }
      expect(await stores.access.confirm(newConfirmation(ids))).toBe(true)
      expect(await take(stores, challenged)).toBe(false)
    })

    test('that is returned can be taken again', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const challenged = await openChallenge(stores, ticketId)
      await take(stores, challenged, 0, 'returned')
      expect(await takeMany(stores, challenged, 7)).toBe(4)
      await stores.access.returnAttempt({ attemptId: 'returned', ticketId })
      expect(await challengeOf(stores, challenged)).toMatchObject({ codesInDatabase: false })
      expect(await takeMany(stores, challenged, 7)).toBe(1)
    })

    test('that is returned for want of a code keeps the next ones in the database', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const challenged = await openChallenge(stores, ticketId)
      await take(stores, challenged, 0, 'lost')
      const { challengeId } = challenged
      const lost = { attemptId: 'lost', ticketId }
      await stores.access.returnAttempt(lost, { codesInDatabase: challengeId })
      const kept = { codesInDatabase: true, wrongAttempts: 0 }
      expect(await challengeOf(stores, challenged)).toMatchObject(kept)
    })
  })
}

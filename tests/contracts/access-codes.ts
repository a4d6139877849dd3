import { describe, expect, test } from 'vitest'
import { after, newCode, newId } from './builders.ts'
import { claimAt, storedTicket, type OpenStores, type Stores } from './stores.ts'

const hour = 3600

interface Asking {
  seconds: number
  browserHash?: string
}

/** Codes for one ticket, one after another, each by a browser of its own unless named; says which were added. */
async function askAll(stores: Stores, ticketId: string, askings: Asking[]): Promise<boolean[]> {
  const added = []
  for (const { seconds, browserHash = newId('browser') } of askings) {
    added.push(await stores.access.addCode(newCode({ ticketId, browserHash, at: after(seconds) })))
  }
  return added
}

function wrongAttempt(stores: Stores, ticketId: string, seconds: number) {
  const attempt = { attemptId: newId('attempt'), challengeId: newId('challenge'), ticketId }
  return addChallenge(stores, ticketId, seconds).then((challengeId) =>
    stores.access.takeAttempt({ ...attempt, challengeId, at: after(seconds) }),
  )
}

async function addChallenge(stores: Stores, ticketId: string, seconds: number): Promise<string> {
  const code = newCode({ ticketId, browserHash: newId('browser'), at: after(seconds) })
  await stores.access.addCode(code)
  return code.code.challengeId
}

function readLink({ access }: Stores, ticketId: string, seconds = 0, browserHash = 'browser') {
  return access.readLink({ ticketId, browserHash, sessionHash: undefined, now: after(seconds) })
}

/** Codes are sent within their budgets, each with its mail. */
export function describeCodes(open: OpenStores): void {
  describe('a code', () => {
    test('is added with its challenge and its mail', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores, { email: 'maria@example.com' })
      const code = newCode({ ticketId, mac: 'mac' })
      expect(await stores.access.addCode(code)).toBe(true)
      const link = await readLink(stores, ticketId)
      const { challengeId } = code.code
      expect(link?.ticket).toMatchObject({ ticketId, email: 'maria@example.com', locale: 'ro' })
      expect(link?.attempts.codes).toEqual([code.code])
      const fresh = { challengeId, wrongAttempts: 0, confirmedAt: undefined }
      expect(link?.attempts.challenge).toMatchObject({ ...fresh, codesInDatabase: true })
      expect(await claimAt(stores, 0)).toMatchObject([{ kind: 'code', sealedCode: 'sealed' }])
    })

    test('may belong to a challenge that is there', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const first = newCode({ ticketId })
      const { challengeId } = first.code
      const second = newCode({ ticketId, challengeId, at: after(60) })
      expect(await stores.access.addCode(first)).toBe(true)
      expect(await stores.access.addCode(second)).toBe(true)
      const link = await readLink(stores, ticketId, 60)
      expect(link?.attempts.codes).toEqual([first.code, second.code])
      expect(link?.attempts.challenge).toMatchObject({ challengeId, codesInDatabase: false })
    })

    test('that is refused leaves neither code, nor challenge, nor mail', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const first = newCode({ ticketId })
      await stores.access.addCode(first)
      expect(await stores.access.addCode(newCode({ ticketId, at: after(59) }))).toBe(false)
      const link = await readLink(stores, ticketId, 59)
      expect(link?.attempts.codes).toEqual([first.code])
      expect(link?.attempts.challenge?.challengeId).toBe(first.code.challengeId)
      expect(await claimAt(stores, 59)).toHaveLength(1)
    })

    test('goes once a minute to a browser', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const askings = [0, 59, 60].map((seconds) => ({ seconds, browserHash: 'one' }))
      expect(await askAll(stores, ticketId, askings)).toEqual([true, false, true])
      expect(await askAll(stores, ticketId, [{ seconds: 61 }])).toEqual([true])
    })

    test('goes five times an hour for a ticket, whoever asks', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const askings = [0, 1, 2, 3, 4, 5, hour - 1, hour].map((seconds) => ({ seconds }))
      const added = [true, true, true, true, true, false, false, true]
      expect(await askAll(stores, ticketId, askings)).toEqual(added)
      const other = await storedTicket(stores)
      expect(await askAll(stores, other.ticketId, [{ seconds: 5 }])).toEqual([true])
    })

    test('of twenty at once goes five times', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const asking = Array.from({ length: 20 }, () => askAll(stores, ticketId, [{ seconds: 0 }]))
      const added = (await Promise.all(asking)).flat()
      expect(added.filter(Boolean)).toHaveLength(5)
    })

    test('does not go while the ticket is out of attempts', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const taken = []
      for (let seconds = 0; seconds < 3; seconds += 1) {
        const challengeId = await addChallenge(stores, ticketId, seconds)
        for (let tries = 0; tries < 4; tries += 1) {
          const attempt = { attemptId: newId('attempt'), challengeId, ticketId }
          taken.push(await stores.access.takeAttempt({ ...attempt, at: after(seconds) }))
        }
      }
      expect(taken.filter(Boolean)).toHaveLength(10)
      expect(await askAll(stores, ticketId, [{ seconds: hour - 1 }])).toEqual([false])
      expect(await askAll(stores, ticketId, [{ seconds: hour + 2 }])).toEqual([true])
    })
  })

  describe('the link page', () => {
    test('knows nothing of a ticket that is not there', async () => {
      const stores = await open()
      expect(await readLink(stores, '0ZZZZZZZ')).toBeUndefined()
    })

    test("reads its own browser's challenge, the latest, and everybody's budget", async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const [old, own] = [newCode({ ticketId }), newCode({ ticketId, at: after(60) })]
      const other = newCode({ ticketId, browserHash: 'other', at: after(61) })
      for (const code of [old, own, other]) await stores.access.addCode(code)
      const attempts = (await readLink(stores, ticketId, 61))?.attempts
      expect(attempts?.challenge?.challengeId).toBe(own.code.challengeId)
      expect(attempts?.codes.map(({ codeId }) => codeId)).toEqual(
        [old, own, other].map(({ code }) => code.codeId),
      )
      const stranger = await readLink(stores, ticketId, 61, 'stranger')
      expect(stranger?.attempts.challenge).toBeUndefined()
    })

    test('reads the codes of an hour and the wrong attempts of a day', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      await wrongAttempt(stores, ticketId, 0)
      await wrongAttempt(stores, ticketId, 5 * hour)
      const link = await readLink(stores, ticketId, 5 * hour)
      expect(link?.attempts.codes).toHaveLength(1)
      expect(link?.attempts.wrongAttemptsAt).toEqual([after(0), after(5 * hour)])
      const nextDay = await readLink(stores, ticketId, 24 * hour)
      expect(nextDay?.attempts.wrongAttemptsAt).toEqual([after(5 * hour)])
    })
  })
}

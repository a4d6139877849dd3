import { describe, expect, test } from 'vitest'
import type { Confirmation } from '../../src/core/access/access-store.ts'
import { after, newChange, newCode, newConfirmation, newId, newSession, start } from './builders.ts'
import {
  everythingOf,
  readTicket,
  stored,
  storedTicket,
  type OpenStores,
  type Stores,
} from './stores.ts'

/** A challenge with a code and an attempt taken, ready to be confirmed. */
async function readyToConfirm(
  stores: Stores,
  ticketId: string,
  changes: Partial<Confirmation> = {},
): Promise<Confirmation> {
  const browserHash = newId('browser')
  const { code, ...newCodeOfIt } = newCode({ ticketId, browserHash, at: changes.at ?? start })
  await stores.access.addCode({ code, ...newCodeOfIt })
  const { challengeId, codeId } = code
  const attemptId = newId('attempt')
  const at = changes.at ?? start
  await stores.access.takeAttempt({ attemptId, challengeId, ticketId, at })
  const session = newSession({ browserHash })
  return newConfirmation({ ticketId, challengeId, codeId, attemptId, session, ...changes })
}

function readLink({ access }: Stores, { ticketId, session }: Confirmation) {
  const { browserHash, sessionHash } = session
  return access.readLink({ ticketId, browserHash, sessionHash, now: start })
}

/** The code is used up and the session opened, both or neither, once. */
export function describeConfirmations(open: OpenStores): void {
  describe('a confirmation', () => {
    test('opens the session, uses the code up, and proves the address', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const confirmation = await readyToConfirm(stores, ticketId, { at: after(5) })
      expect(await stores.access.confirm(confirmation)).toBe(true)
      const { codeId, session } = confirmation
      const link = await readLink(stores, confirmation)
      const times = { createdAt: after(5), seenAt: after(5) }
      expect(link).toMatchObject({ session: { ...session, ...times }, grant: 'proven' })
      expect(link?.attempts.wrongAttemptsAt).toEqual([])
      expect(link?.attempts.challenge).toMatchObject({
        confirmedAt: after(5),
        confirmedCodeId: codeId,
        sessionHash: session.sessionHash,
        wrongAttempts: 0,
      })
      const ticket = await readTicket(stores, ticketId)
      expect(ticket).toMatchObject({ verifiedAt: after(5), version: 2, nextSeq: 3 })
      const events = await stores.tickets.listEvents(ticketId)
      const opened = { seq: 2, kind: 'opened', actor: 'requester', detail: { device: 'phone' } }
      expect(events.at(-1)).toMatchObject(opened)
    })

    test('happens once: a second one leaves nothing behind', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const first = await readyToConfirm(stores, ticketId)
      await stores.access.confirm(first)
      const before = await everythingOf(stores, ticketId)
      const second = { ...first, session: newSession(), addressKey: 'ion@example.com' }
      expect(await stores.access.confirm(second)).toBe(false)
      expect(await everythingOf(stores, ticketId)).toEqual(before)
      expect(await stores.access.findSession(second.session.sessionHash)).toBeUndefined()
    })

    test('of fifty at once opens one session', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const first = await readyToConfirm(stores, ticketId)
      const all = Array.from({ length: 50 }, () => ({ ...first, session: newSession() }))
      const opened = await Promise.all(all.map((each) => stores.access.confirm(each)))
      expect(opened.filter(Boolean)).toHaveLength(1)
      const sessions = all.map(({ session }) => stores.access.findSession(session.sessionHash))
      expect((await Promise.all(sessions)).filter(Boolean)).toHaveLength(1)
    })

    test('leaves the time at which the address was first proven', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      await stores.access.confirm(await readyToConfirm(stores, ticketId, { at: after(1) }))
      await stores.access.confirm(await readyToConfirm(stores, ticketId, { at: after(99) }))
      expect((await readTicket(stores, ticketId)).verifiedAt).toEqual(after(1))
    })

    test("takes the earlier session's tickets along and ends it", async () => {
      const stores = await open()
      const [first, second] = [await storedTicket(stores), await storedTicket(stores)]
      const earlier = await readyToConfirm(stores, first.ticketId)
      await stores.access.confirm(earlier)
      const { sessionHash } = earlier.session
      const changes = { previous: { sessionHash, live: true }, at: after(70) }
      const later = await readyToConfirm(stores, second.ticketId, changes)
      await stores.access.confirm(later)
      const rights = async (ticketId: string) => {
        const query = { ticketId, sessionHash: later.session.sessionHash }
        return (await stores.tickets.readState(query)).grant
      }
      expect(await rights(first.ticketId)).toBe('proven')
      expect(await rights(second.ticketId)).toBe('proven')
      const ended = await stores.access.findSession(sessionHash)
      expect(ended).toMatchObject({ endedAt: after(70) })
    })

    test('of a ticket that was only filed there proves it', async () => {
      const stores = await open()
      const filing = newSession()
      const change = newChange()
      const { ticketId } = change.ticket
      await stored(stores, { ...change, grant: { session: filing, kind: 'filed' } })
      const previous = { sessionHash: filing.sessionHash, live: true }
      const confirmation = await readyToConfirm(stores, ticketId, { previous })
      expect(await stores.access.confirm(confirmation)).toBe(true)
      expect((await readLink(stores, confirmation))?.grant).toBe('proven')
    })
  })

  describe('a session', () => {
    test('is stamped as used, and never as used earlier', async () => {
      const stores = await open()
      const { session, ticketId } = await confirmed(stores)
      await stores.access.touchSession(session.sessionHash, after(90), ticketId)
      await stores.access.touchSession(session.sessionHash, after(60), ticketId)
      const found = await stores.access.findSession(session.sessionHash)
      expect(found?.seenAt).toEqual(after(90))
    })

    test('is swept away with its rights long after its last use, and not before', async () => {
      const stores = await open()
      const { session, ticketId } = await confirmed(stores)
      const { sessionHash } = session
      const days = (count: number) => after(count * 86_400)
      await stores.access.sweep(days(59))
      const kept = await stores.tickets.readState({ ticketId, sessionHash })
      expect(kept).toMatchObject({ session, grant: 'proven' })
      await stores.access.sweep(days(61))
      const gone = await stores.tickets.readState({ ticketId, sessionHash })
      expect(gone).toMatchObject({ session: undefined, grant: undefined })
    })
  })
}

async function confirmed(stores: Stores): Promise<Confirmation> {
  const { ticketId } = await storedTicket(stores)
  const confirmation = await readyToConfirm(stores, ticketId)
  await stores.access.confirm(confirmation)
  return confirmation
}

import { describe, expect, test } from 'vitest'
import { emptyChange } from '../../src/core/tickets/ticket-change.ts'
import type { Ask } from '../../src/core/tickets/ticket.ts'
import {
  after,
  newChange,
  newCode,
  newConfirmation,
  newId,
  newMail,
  newSession,
  start,
} from './builders.ts'
import {
  claimAt,
  readTicket,
  stored,
  storedTicket,
  type OpenStores,
  type Stores,
} from './stores.ts'

const day = 86_400

function newAsk(askNumber: number): Ask {
  const ask = { kind: 'text' as const, label: `Întrebarea ${askNumber}`, state: 'open' as const }
  return { askNumber, ...ask, askedSeq: 1, closedSeq: undefined }
}

/** A filing whose mail counts against the budget of its address; says whether it was mailed. */
async function file(stores: Stores, email: string, seconds: number): Promise<boolean> {
  const change = newChange({ email, createdAt: after(seconds) })
  const { ticketId } = change.ticket
  const mail = newMail({
    ticketId,
    kind: 'filed',
    cause: `${ticketId}:filed`,
    addressKey: email.toLowerCase(),
    createdAt: after(seconds),
  })
  change.mails = [{ ...mail, onlyWithin: 'filing-budget' }]
  await stored(stores, change)
  const query = { ticketId, browserHash: '', maxMessages: 1, maxEvents: 1 }
  return (await stores.tickets.readPage(query)).filingMailed
}

async function grantOf({ tickets }: Stores, ticketId: string, sessionHash: string) {
  const { session, grant } = await tickets.readState({ ticketId, sessionHash })
  return { session, grant }
}

/** What a change does beyond its own ticket: mails, sessions, asks. */
export function describeConsequences(open: OpenStores): void {
  describe('mails of a change', () => {
    test('are one for each cause', async () => {
      const stores = await open()
      const change = newChange()
      const { ticketId } = change.ticket
      const cause = newId('cause')
      change.mails = [newMail({ ticketId, cause }), newMail({ ticketId, cause })]
      await stored(stores, change)
      expect(await claimAt(stores, 0)).toHaveLength(1)
    })

    test('for filing go three times a day to an address nobody has proven', async () => {
      const stores = await open()
      const email = 'Ion@example.com'
      const mailed = []
      for (const seconds of [0, 1, 2, 3, day, day + 1])
        mailed.push(await file(stores, email, seconds))
      expect(mailed).toEqual([true, true, true, false, true, true])
      expect(await file(stores, 'Ana@example.com', 4)).toBe(true)
    })

    test('for filing go to a proven address without a limit', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const addressKey = 'ion@example.com'
      await stores.access.confirm(await takenChallenge(stores, ticketId, addressKey))
      for (let seconds = 0; seconds < 5; seconds += 1) {
        expect(await file(stores, addressKey, seconds)).toBe(true)
      }
    })
  })

  describe('sessions of a change', () => {
    test('are made once and gain tickets; what was proven stays proven', async () => {
      const stores = await open()
      const session = newSession()
      const { sessionHash } = session
      const ticketIds = []
      for (const kind of ['proven', 'filed'] as const) {
        const change = newChange()
        ticketIds.push(change.ticket.ticketId)
        await stored(stores, { ...change, grant: { session, kind } })
      }
      const [first = '', second = ''] = ticketIds
      expect(await grantOf(stores, first, sessionHash)).toMatchObject({ session, grant: 'proven' })
      expect(await grantOf(stores, second, sessionHash)).toMatchObject({ session, grant: 'filed' })
      const again = newChange(await readTicket(stores, first))
      await stored(stores, { ...again, grant: { session, kind: 'filed' } })
      expect(await grantOf(stores, first, sessionHash)).toMatchObject({ session, grant: 'proven' })
    })

    test.each(['one', 'none'] as const)('end, all of the ticket but %s', async (left) => {
      const stores = await open()
      const [own, other, stranger] = [newSession(), newSession(), newSession()]
      const ticket = await storedTicket(stores)
      for (const session of [own, other]) {
        const change = newChange(await readTicket(stores, ticket.ticketId))
        await stored(stores, { ...change, grant: { session, kind: 'proven' } })
      }
      await stored(stores, { ...newChange(), grant: { session: stranger, kind: 'proven' } })
      const last = emptyChange(await readTicket(stores, ticket.ticketId), after(60))
      const except = left === 'one' ? own.sessionHash : undefined
      await stored(stores, { ...last, endSessions: { except } })
      const ends = [own, other, stranger].map(async ({ sessionHash }) => {
        return (await stores.access.findSession(sessionHash))?.endedAt
      })
      const ownEnd = left === 'one' ? undefined : after(60)
      expect(await Promise.all(ends)).toEqual([ownEnd, after(60), undefined])
    })
  })

  test('asks are opened, closed, and counted', async () => {
    const stores = await open()
    const ticket = await storedTicket(stores)
    const asking = newChange(ticket)
    asking.newAsks = [newAsk(1), newAsk(2), newAsk(3)]
    const closing = newChange(await stored(stores, asking))
    closing.changedAsks = [{ askNumber: 2, state: 'answered', closedSeq: 3 }]
    await stored(stores, closing)
    const state = await stores.tickets.readState({ ticketId: ticket.ticketId })
    expect(state.openAsks).toEqual([newAsk(1), newAsk(3)])
    expect(state.askCount).toBe(3)
    const answered = { ...newAsk(2), state: 'answered', closedSeq: 3 }
    const asks = await stores.tickets.listAsks(ticket.ticketId)
    expect(asks).toEqual([newAsk(1), answered, newAsk(3)])
  })

  test("a reply drops its browser's draft, and no other", async () => {
    const { tickets } = await open()
    const change = newChange()
    const { ticketId } = change.ticket
    const draft = { text: 'Ciornă', answered: [], declined: [], files: [] }
    for (const browserHash of ['own', 'other']) {
      await tickets.keepDraft({ ...draft, browserHash, ticketId, now: start })
    }
    await tickets.commit([{ ...change, dropDraftOf: 'own' }])
    const drafts = ['own', 'other'].map(async (browserHash) => {
      const query = { ticketId, browserHash, maxMessages: 1, maxEvents: 1 }
      return (await tickets.readPage(query)).draft
    })
    expect(await Promise.all(drafts)).toEqual([undefined, draft])
  })
}

/** A confirmation of an open challenge on this ticket. */
async function takenChallenge(stores: Stores, ticketId: string, addressKey: string) {
  const code = newCode({ ticketId })
  await stores.access.addCode(code)
  const { challengeId, codeId } = code.code
  return newConfirmation({ ticketId, addressKey, challengeId, codeId })
}

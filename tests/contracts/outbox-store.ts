import { describe, expect, test } from 'vitest'
import type { MailOutcome } from '../../src/core/notifications/outbox.ts'
import { after, newChange, newMail, start } from './builders.ts'
import {
  claimAt,
  readTicket,
  stored,
  storedTicket,
  type OpenStores,
  type Stores,
} from './stores.ts'

function ids(mails: { outboxId: string }[]): string[] {
  return mails.map(({ outboxId }) => outboxId)
}

async function addMail(stores: Stores, mail: ReturnType<typeof newMail>): Promise<string> {
  await stores.outbox.add(mail)
  return mail.outboxId
}

/** What every outbox keeps to. */
export function describeOutboxStore(open: OpenStores): void {
  describe('the outbox', () => {
    test('takes one mail for each cause', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const first = await addMail(stores, newMail({ ticketId, cause: 'the-same' }))
      await addMail(stores, newMail({ ticketId, cause: 'the-same' }))
      expect(ids(await claimAt(stores, 0))).toEqual([first])
    })

    test("takes a requester's mail only for the ticket's own address", async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores, { email: 'Maria@Example.com' })
      const own = newMail({ ticketId, addressKey: 'maria@example.com', kind: 'unattended' })
      const foreign = newMail({ ticketId, addressKey: 'ion@example.com', kind: 'unattended' })
      const lost = newMail({ ticketId: '0ZZZZZZZ', addressKey: 'maria@example.com' })
      for (const mail of [foreign, lost, own]) await stores.outbox.addForRequester(mail)
      expect(ids(await claimAt(stores, 0))).toEqual([own.outboxId])
    })

    test('gives a mail with what its ticket says at that moment', async () => {
      const stores = await open()
      const change = newChange({ email: 'maria@example.com', locale: 'it' })
      const mail = newMail({ ticketId: change.ticket.ticketId, kind: 'code', sealedCode: 'sealed' })
      await stored(stores, { ...change, mails: [mail] })
      const ticket = await readTicket(stores, change.ticket.ticketId)
      await stored(stores, newChange({ ...ticket, linkGeneration: 2 }))
      const [claimed] = await claimAt(stores, 0)
      expect(claimed).toMatchObject({ ...mail, email: 'maria@example.com', locale: 'it' })
      expect(claimed).toMatchObject({ linkGeneration: 2, tries: 1 })
    })

    test('knows when links were mailed in the last day', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const kinds = ['link', 'new-link', 'answered', 'link'] as const
      for (const [index, kind] of kinds.entries()) {
        await stores.outbox.add(newMail({ ticketId, kind, createdAt: after(index * 60) }))
      }
      const times = await stores.outbox.linkMailsAt(ticketId, after(86_400 + 30))
      expect(times.map((time) => time.getTime()).toSorted()).toEqual([
        after(60).getTime(),
        after(180).getTime(),
      ])
      expect(await stores.outbox.linkMailsAt('0ZZZZZZZ', start)).toEqual([])
    })
  })

  describe('a claim', () => {
    test('takes what is due, the oldest first, and no more than asked for', async () => {
      const stores = await open()
      const mails = []
      for (const seconds of [3, 1, 2, 99]) {
        const { ticketId } = await storedTicket(stores)
        mails.push(await addMail(stores, newMail({ ticketId, createdAt: after(seconds) })))
      }
      const [third, first, second] = mails
      expect(ids(await claimAt(stores, 10, 2)).toSorted()).toEqual([first, second].toSorted())
      expect(ids(await claimAt(stores, 10))).toEqual([third])
    })

    test('holds while its lease lasts, and then anybody may take the mail', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const mail = await addMail(stores, newMail({ ticketId }))
      expect(await claimAt(stores, 0)).toMatchObject([{ outboxId: mail, tries: 1 }])
      expect(await claimAt(stores, 59)).toEqual([])
      expect(await claimAt(stores, 60)).toMatchObject([{ outboxId: mail, tries: 2 }])
    })

    test("takes a ticket's next mail only when the one before is done with", async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const first = await addMail(stores, newMail({ ticketId }))
      const second = await addMail(stores, newMail({ ticketId }))
      const [claimed] = await claimAt(stores, 0)
      expect(claimed?.outboxId).toBe(first)
      expect(await claimAt(stores, 1)).toEqual([])
      if (claimed) await stores.outbox.finish(claimed, { state: 'sent', providerId: 'p' }, start)
      expect(ids(await claimAt(stores, 1))).toEqual([second])
    })

    test('takes codes first, and lets none of them wait for another mail', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const alert = await addMail(stores, newMail({ ticketId }))
      const code = await addMail(stores, newMail({ ticketId, kind: 'code', createdAt: after(5) }))
      const again = await addMail(stores, newMail({ ticketId, kind: 'code', createdAt: after(6) }))
      expect(ids(await claimAt(stores, 9, 1))).toEqual([code])
      expect(ids(await claimAt(stores, 9, 1))).toEqual([again])
      expect(ids(await claimAt(stores, 9, 1))).toEqual([alert])
    })

    test('of many at once takes each mail once', async () => {
      const stores = await open()
      const mails = []
      for (let index = 0; index < 6; index += 1) {
        const { ticketId } = await storedTicket(stores)
        mails.push(await addMail(stores, newMail({ ticketId })))
      }
      const claims = await Promise.all(Array.from({ length: 8 }, () => claimAt(stores, 0, 2)))
      expect(ids(claims.flat()).toSorted()).toEqual(mails.toSorted())
    })
  })

  describe('a mail', () => {
    const done: MailOutcome[] = [
      { state: 'sent', providerId: 'provider-1' },
      { state: 'dropped' },
      { state: 'failed' },
    ]
    test.each(done)('that was $state is done with', async (outcome) => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      await addMail(stores, newMail({ ticketId }))
      const [claimed] = await claimAt(stores, 0)
      if (claimed) await stores.outbox.finish(claimed, outcome, after(1))
      expect(await claimAt(stores, 86_400)).toEqual([])
    })

    test('that was put back comes when it is due', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      const mail = await addMail(stores, newMail({ ticketId, kind: 'code', sealedCode: 'sealed' }))
      const [claimed] = await claimAt(stores, 0)
      const outcome = { state: 'pending', dueAt: after(30) } as const
      if (claimed) await stores.outbox.finish(claimed, outcome, after(1))
      expect(await claimAt(stores, 29)).toEqual([])
      const again = { outboxId: mail, sealedCode: 'sealed', tries: 2 }
      expect(await claimAt(stores, 30)).toMatchObject([again])
    })

    test('that failed shows on the timeline, under a number of its own', async () => {
      const stores = await open()
      const { ticketId } = await storedTicket(stores)
      await addMail(stores, newMail({ ticketId, kind: 'answered' }))
      const [claimed] = await claimAt(stores, 0)
      if (claimed) await stores.outbox.finish(claimed, { state: 'failed' }, after(1))
      const failure = { seq: 2, kind: 'mail-failed', actor: 'system', createdAt: after(1) }
      const detail = { kind: 'answered' }
      const events = await stores.tickets.listEvents(ticketId)
      expect(events.at(-1)).toEqual({ ...failure, detail, ofMessage: false })
      expect(await readTicket(stores, ticketId)).toMatchObject({ nextSeq: 3, version: 2 })
    })

    test.each<MailOutcome>([...done, { state: 'pending', dueAt: after(999) }])(
      'whose lease ended is not touched by who held it: $state',
      async (outcome) => {
        const stores = await open()
        const { ticketId } = await storedTicket(stores)
        const mail = await addMail(stores, newMail({ ticketId }))
        const [late] = await claimAt(stores, 0)
        const [current] = await claimAt(stores, 60)
        if (late) await stores.outbox.finish(late, outcome, after(61))
        expect(await readTicket(stores, ticketId)).toMatchObject({ version: 1 })
        expect(await claimAt(stores, 61)).toEqual([])
        if (current)
          await stores.outbox.finish(current, { state: 'pending', dueAt: after(62) }, start)
        expect(ids(await claimAt(stores, 62))).toEqual([mail])
      },
    )
  })
}

import { expect } from 'vitest'
import type { openStores } from '../../src/platform/open-stores.ts'
import { newChange, newCode, newConfirmation, newMail, newSession } from '../contracts/builders.ts'

type Stores = ReturnType<typeof openStores>

const now = new Date()
const session = newSession()
const previous = { sessionHash: newSession().sessionHash, live: true }

/** What several databases do beyond what one does. */
export const shardedDeeds: [string, (desk: Stores, ticketId: string) => Promise<unknown>][] = [
  [
    'a filing with its budget and the tickets of a session that ran out',
    async ({ tickets }, ticketId) => {
      const grant = { session, kind: 'filed' as const, lapsedSession: previous.sessionHash }
      const mails = [{ ...newMail({ ticketId }), onlyWithin: 'filing-budget' as const }]
      expect(await tickets.commit([{ ...newChange({ ticketId }), grant, mails }])).toBe('stored')
    },
  ],
  [
    'a confirmation with the tickets of the earlier session',
    async ({ tickets, access }, ticketId) => {
      await tickets.commit([newChange({ ticketId })])
      const code = newCode({ ticketId })
      await access.addCode(code)
      const { challengeId, codeId } = code.code
      const ids = { ticketId, challengeId, codeId }
      expect(await access.confirm(newConfirmation({ ...ids, previous }))).toBe(true)
    },
  ],
  [
    'the end of all sessions',
    async ({ tickets }, ticketId) => {
      await tickets.commit([{ ...newChange({ ticketId }), endSessions: { except: undefined } }])
    },
  ],
  [
    'a link that is asked for',
    ({ access }, ticketId) => access.requestLink(newMail({ ticketId, kind: 'link' })),
  ],
  [
    'a look for due mails',
    ({ outbox }) => outbox.claim({ lease: 'lease', now, until: now, max: 20 }),
  ],
  ['a session looked for', ({ access }) => access.findSession(session.sessionHash)],
]

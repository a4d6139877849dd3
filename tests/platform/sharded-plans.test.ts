import { expect, test } from 'vitest'
import { openStores } from '../../src/platform/open-stores.ts'
import {
  newChange,
  newCode,
  newConfirmation,
  newMail,
  newSession,
  newTicketId,
} from '../contracts/builders.ts'
import { bindDatabases } from '../desk/bind-databases.ts'
import { RecordingDatabase } from './recording-database.ts'
import { scansOf } from './scans.ts'
import { allDatabases } from './setup.ts'

const databases = allDatabases.map((database) => new RecordingDatabase(database))
const { tickets, access, outbox } = openStores(bindDatabases(databases))
const now = new Date()
const session = newSession()
const previous = { sessionHash: newSession().sessionHash, live: true }

/** What several databases do beyond what one does. */
const deeds: [string, (ticketId: string) => Promise<unknown>][] = [
  [
    'a filing with its budget and the tickets of a session that ran out',
    async (ticketId) => {
      const grant = { session, kind: 'filed' as const, lapsedSession: previous.sessionHash }
      const mails = [{ ...newMail({ ticketId }), onlyWithin: 'filing-budget' as const }]
      expect(await tickets.commit([{ ...newChange({ ticketId }), grant, mails }])).toBe('stored')
    },
  ],
  [
    'a confirmation with the tickets of the earlier session',
    async (ticketId) => {
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
    async (ticketId) => {
      await tickets.commit([{ ...newChange({ ticketId }), endSessions: { except: undefined } }])
    },
  ],
  [
    'a link that is asked for',
    (ticketId) => access.requestLink(newMail({ ticketId, kind: 'link' })),
  ],
  ['a look for due mails', () => outbox.claim({ lease: 'lease', now, until: now, max: 20 })],
  ['a session looked for', () => access.findSession(session.sessionHash)],
]

test.each(deeds)('%s reads no whole table', async (_, act) => {
  for (const database of databases) database.statements.clear()
  await act(newTicketId('2'))
  const statements = databases.flatMap((database) => [...database.statements])
  expect(statements.length).toBeGreaterThan(0)
  for (const [sql, values] of statements) expect(await scansOf(sql, values), sql).toEqual([])
})

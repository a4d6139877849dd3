import { describe, expect, test } from 'vitest'
import {
  accessTo,
  cookieSeconds,
  isSessionLive,
  type Session,
} from '../../../src/core/access/session.ts'

const createdAt = new Date('2026-11-22T09:00:00Z')
const after = (seconds: number) => new Date(createdAt.getTime() + seconds * 1000)
const hour = 3600
const day = 24 * hour

function aSession(changes: Partial<Session> = {}): Session {
  const times = { createdAt, seenAt: createdAt, endedAt: undefined }
  return { sessionHash: 'session', browserHash: 'browser', remembered: false, ...times, ...changes }
}

describe('a session', () => {
  test('lives up to one hour without use, not to its last second', () => {
    expect(isSessionLive(aSession(), after(hour - 1))).toBe(true)
    expect(isSessionLive(aSession(), after(hour))).toBe(false)
  })

  test('in use lives up to a day, and ends in the middle of being used', () => {
    const used = aSession({ seenAt: after(day - 1) })
    expect(isSessionLive(used, after(day - 1))).toBe(true)
    expect(isSessionLive({ ...used, seenAt: after(day) }, after(day))).toBe(false)
  })

  test('that is remembered lives 30 days, used or not', () => {
    const remembered = aSession({ remembered: true })
    expect(isSessionLive(remembered, after(30 * day - 1))).toBe(true)
    expect(isSessionLive(remembered, after(30 * day))).toBe(false)
    expect(isSessionLive({ ...remembered, seenAt: after(30 * day) }, after(30 * day))).toBe(false)
  })

  test('that was ended is over at once, remembered or not', () => {
    for (const remembered of [false, true]) {
      const ended = aSession({ remembered, endedAt: createdAt })
      expect(isSessionLive(ended, createdAt)).toBe(false)
    }
  })

  test('has a cookie that lives as long as it can', () => {
    expect(cookieSeconds(false)).toBe(day)
    expect(cookieSeconds(true)).toBe(30 * day)
  })
})

describe('access', () => {
  const fresh = { verifiedAt: undefined }
  const verified = { verifiedAt: createdAt }
  const live = aSession()

  test.each([
    ['none', 'no session', undefined, undefined, fresh],
    ['none', 'no session, whatever the ticket', undefined, 'proven', verified],
    ['none', 'a session of other tickets', live, undefined, fresh],
    ['filed', 'the browser that filed it', live, 'filed', fresh],
    [
      'lapsed',
      'the browser that filed it, once anybody proved the address',
      live,
      'filed',
      verified,
    ],
    ['proven', 'the browser that proved the address', live, 'proven', verified],
  ] as const)('is %s for %s', (access, _, session, grant, ticket) => {
    expect(accessTo(session, grant, ticket, createdAt)).toBe(access)
  })

  test.each([undefined, 'filed', 'proven'] as const)('lapses with the session (%s)', (grant) => {
    expect(accessTo(live, grant, fresh, after(hour))).toBe('lapsed')
    expect(accessTo(aSession({ endedAt: createdAt }), grant, verified, createdAt)).toBe('lapsed')
  })
})

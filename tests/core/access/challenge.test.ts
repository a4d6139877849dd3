import { describe, expect, test } from 'vitest'
import {
  attemptsLeft,
  isChallengeLive,
  isLockedOut,
  liveCodes,
  secondsToNextCode,
  type Challenge,
  type ChallengeState,
  type Code,
} from '../../../src/core/access/challenge.ts'

const start = new Date('2026-11-22T09:00:00Z')
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000)
const hour = 3600
const day = 24 * hour

function aCode(changes: Partial<Code> = {}): Code {
  const ids = { codeId: 'code', challengeId: 'own', browserHash: 'maria', mac: undefined }
  return { ...ids, sentAt: start, expiresAt: after(600), ...changes }
}

function aState(challenge: Partial<Challenge>, rest: Partial<ChallengeState>): ChallengeState {
  const never = { confirmedAt: undefined, confirmedCodeId: undefined, sessionHash: undefined }
  const own = { challengeId: 'own', createdAt: start, codesInDatabase: false, wrongAttempts: 0 }
  const state = { browserHash: 'maria', codes: [aCode()], wrongAttemptsAt: [] }
  return { ...state, challenge: { ...own, ...never, ...challenge }, ...rest }
}

const wrongAt = (...seconds: number[]) => aState({}, { wrongAttemptsAt: seconds.map(after) })

describe('a challenge', () => {
  test('goes on until its last code expires', () => {
    const codes = [aCode(), aCode({ codeId: 'later', expiresAt: after(660) })]
    expect(isChallengeLive(aState({}, { codes }), after(659))).toBe(true)
    expect(liveCodes(aState({}, { codes }), after(600)).map(({ codeId }) => codeId)).toEqual([
      'later',
    ])
    expect(isChallengeLive(aState({}, { codes }), after(660))).toBe(false)
  })

  test('ends with success and with the fifth wrong attempt', () => {
    expect(isChallengeLive(aState({ confirmedAt: start }, {}), after(1))).toBe(false)
    expect(isChallengeLive(aState({ wrongAttempts: 4 }, {}), after(1))).toBe(true)
    expect(isChallengeLive(aState({ wrongAttempts: 5 }, {}), after(1))).toBe(false)
  })

  test('has nothing of the codes that another browser asked for', () => {
    const codes = [aCode({ challengeId: 'other', browserHash: 'other' })]
    expect(liveCodes(aState({}, { codes }), start)).toEqual([])
    expect(isChallengeLive(aState({}, { codes }), start)).toBe(false)
  })

  test('that never began is not live, and has five attempts', () => {
    const state = { browserHash: 'maria', challenge: undefined, codes: [], wrongAttemptsAt: [] }
    expect(isChallengeLive(state, start)).toBe(false)
    expect(attemptsLeft(state, start)).toBe(5)
    expect(secondsToNextCode(state, start)).toBe(0)
  })
})

describe('attempts left', () => {
  test('are those of the challenge while the ticket has more', () => {
    expect(
      [0, 1, 4, 5, 6].map((wrongAttempts) => attemptsLeft(aState({ wrongAttempts }, {}), start)),
    ).toEqual([5, 4, 1, 0, 0])
  })

  test('are at most ten an hour, over all challenges', () => {
    const state = wrongAt(0, 0, 0, 0, 0, 0, 0, 10)
    expect(attemptsLeft(state, after(10))).toBe(2)
    expect(attemptsLeft(state, after(hour))).toBe(5)
    expect(isLockedOut(wrongAt(...Array<number>(9).fill(0)), after(1))).toBe(false)
    const ten = wrongAt(...Array<number>(10).fill(0))
    expect(isLockedOut(ten, after(hour - 1))).toBe(true)
    expect(isLockedOut(ten, after(hour))).toBe(false)
  })

  test('are at most fifteen a day, over all challenges', () => {
    const state = wrongAt(...Array<number>(9).fill(0), ...Array<number>(6).fill(2 * hour))
    expect(attemptsLeft(state, after(4 * hour))).toBe(0)
    expect(isLockedOut(state, after(day - 1))).toBe(true)
    expect(isLockedOut(state, after(day))).toBe(false)
    expect(attemptsLeft(state, after(day))).toBe(5)
  })
})

describe('seconds to the next code', () => {
  test('are a minute after the last one of this browser', () => {
    const state = aState({}, { codes: [aCode(), aCode({ sentAt: after(60) })] })
    expect(secondsToNextCode(state, after(60))).toBe(60)
    expect(secondsToNextCode(state, after(119.5))).toBe(1)
    expect(secondsToNextCode(state, after(120))).toBe(0)
  })

  test('are none after a code for another browser', () => {
    expect(secondsToNextCode(aState({}, { codes: [aCode({ browserHash: 'other' })] }), start)).toBe(
      0,
    )
  })

  test('last until the first of five codes is an hour old, whoever asked for them', () => {
    const codes = [0, 70, 140, 210, 280].map((seconds) =>
      aCode({ browserHash: 'other', sentAt: after(seconds) }),
    )
    expect(secondsToNextCode(aState({}, { codes: codes.slice(1) }), after(300))).toBe(0)
    expect(secondsToNextCode(aState({}, { codes }), after(300))).toBe(hour - 300)
    expect(secondsToNextCode(aState({}, { codes }), after(hour))).toBe(0)
  })

  test('last until a lockout has passed: of the hour, of the day', () => {
    const ofHour = wrongAt(...Array<number>(10).fill(100))
    expect(secondsToNextCode({ ...ofHour, codes: [] }, after(200))).toBe(hour - 100)
    const ofDay = wrongAt(0, ...Array<number>(14).fill(2 * hour))
    expect(secondsToNextCode({ ...ofDay, codes: [] }, after(4 * hour))).toBe(day - 4 * hour)
  })
})

import type { Desk } from '../desk.ts'
import { addressKey } from '../email-address.ts'
import { limits } from '../limits.ts'
import { Problem } from '../problem.ts'
import { settle } from '../settle.ts'
import { bytesToBase64url, digest, everyMac, mac } from '../token.ts'
import type { LinkState } from './access-store.ts'
import {
  attemptsLeft,
  isLockedOut,
  liveCodes,
  secondsToNextCode,
  type Challenge,
} from './challenge.ts'
import { findMatch } from './match-code.ts'
import { parseCode } from './one-time-code.ts'
import { readLiveLink } from './open-link.ts'
import { isSessionLive } from './session.ts'
import { tellOwner } from './tell-owner.ts'
import type { Viewer } from './viewer.ts'

/** A guest's way into the ticket: the id for the session's cookie. */
export interface ConfirmedGuest {
  ticketId: string
  sessionId: string
  remembered: boolean
}

/**
 * Checks a code and opens a new session for its ticket and browser.
 * Throws `link-not-found`, `malformed-code`, `wrong-code`, `code-expired`, `attempts-used-up`, and `unavailable` where
 * the code could not be compared (the attempt is given back).
 */
export async function confirmCode(
  desk: Desk,
  viewer: Viewer,
  input: { token: string; code: string; remember: boolean },
): Promise<ConfirmedGuest> {
  const link = await readLiveLink(desk, viewer, input.token)
  const { challenge } = link.attempts
  const code = parseCode(input.code)
  const left = attemptsLeft(link.attempts, desk.now())
  if (!challenge) throw new Problem('code-expired')
  if (challenge.confirmedAt) return confirmAgain(desk, link, challenge, code)
  if (liveCodes(link.attempts, desk.now()).length === 0) throw new Problem('code-expired')
  if (left === 0) throw attemptsUsedUp(desk, link)
  if (!code) throw new Problem('malformed-code', { params: { count: left } })
  return tryCode(desk, viewer, { ...input, code }, { link, challenge })
}

async function tryCode(
  desk: Desk,
  viewer: Viewer,
  input: { token: string; code: string; remember: boolean },
  { link, challenge }: { link: LinkState; challenge: Challenge },
): Promise<ConfirmedGuest> {
  const attemptId = bytesToBase64url(desk.random(16))
  const { challengeId } = challenge
  const { ticketId } = link.ticket
  const taken = await desk.access.takeAttempt({ attemptId, challengeId, ticketId, at: desk.now() })
  if (!taken) return confirmedMeanwhile(desk, viewer, input)
  const match = await findMatch(desk, liveCodes(link.attempts, desk.now()), input.code)
  if (match === 'unknown') {
    await desk.access.returnAttempt({ attemptId, ticketId }, { codesInDatabase: challengeId })
    const retryAfterSeconds = Math.max(1, secondsToNextCode(link.attempts, desk.now()))
    throw new Problem('unavailable', { retryAfterSeconds })
  }
  if (!match) return refuseWrong(desk, viewer, input.token)
  const session = await newSession(desk, link, challengeId, input.remember)
  const previous = link.session && {
    sessionHash: link.session.sessionHash,
    live: isSessionLive(link.session, desk.now()),
  }
  const confirmation = {
    challengeId,
    ticketId,
    codeId: match.codeId,
    attemptId,
    session: session.record,
    previous,
    addressKey: addressKey(link.ticket.email),
    device: viewer.device,
    at: desk.now(),
  }
  const confirmed = { ticketId, sessionId: session.sessionId, remembered: input.remember }
  const opened = await settle(
    () => desk.access.confirm(confirmation),
    () => wasConfirmed(desk, viewer, input.token, session.record.sessionHash),
  )
  if (opened) return confirmed
  await desk.access.returnAttempt({ attemptId, ticketId })
  return confirmedMeanwhile(desk, viewer, input)
}

async function wasConfirmed(
  desk: Desk,
  viewer: Viewer,
  token: string,
  sessionHash: string,
): Promise<true | undefined> {
  const { attempts } = await readLiveLink(desk, viewer, token)
  return attempts.challenge?.sessionHash === sessionHash || undefined
}

// The session's id is a keyed MAC over the challenge: whoever repeats the right code gets the same session, not a second.
async function sessionIdOf(desk: Desk, challengeId: string): Promise<string> {
  return bytesToBase64url(await mac(desk.keys, 'session', challengeId))
}

// It may have been opened just before the key was replaced.
async function openedSessionId(desk: Desk, challenge: Challenge): Promise<string | undefined> {
  for (const bytes of await everyMac(desk.keys, 'session', challenge.challengeId)) {
    const sessionId = bytesToBase64url(bytes)
    if ((await digest(sessionId)) === challenge.sessionHash) return sessionId
  }
  return undefined
}

async function newSession(desk: Desk, link: LinkState, challengeId: string, remembered: boolean) {
  const sessionId = await sessionIdOf(desk, challengeId)
  const now = desk.now()
  const { browserHash } = link.attempts
  const sessionHash = await digest(sessionId)
  const record = {
    sessionHash,
    browserHash,
    remembered,
    createdAt: now,
    seenAt: now,
    endedAt: undefined,
  }
  return { sessionId, record }
}

async function refuseWrong(desk: Desk, viewer: Viewer, token: string): Promise<never> {
  const link = await readLiveLink(desk, viewer, token)
  const now = desk.now()
  if (isLockedOut(link.attempts, now)) await tellOwner(desk, link, now)
  throw new Problem('wrong-code', { params: { count: attemptsLeft(link.attempts, now) } })
}

async function confirmedMeanwhile(
  desk: Desk,
  viewer: Viewer,
  input: { token: string; code: string },
): Promise<ConfirmedGuest> {
  const link = await readLiveLink(desk, viewer, input.token)
  const { challenge } = link.attempts
  if (challenge?.confirmedAt) return confirmAgain(desk, link, challenge, input.code)
  throw attemptsUsedUp(desk, link)
}

// A double tap: the same right code in the same browser, within a minute of its use, is the same success.
async function confirmAgain(
  desk: Desk,
  link: LinkState,
  challenge: Challenge,
  code: string | undefined,
): Promise<ConfirmedGuest> {
  const ageSeconds = (desk.now().getTime() - (challenge.confirmedAt?.getTime() ?? 0)) / 1000
  const used = link.attempts.codes.find(({ codeId }) => codeId === challenge.confirmedCodeId)
  if (!code || !used || ageSeconds >= limits.doubleTapSeconds) throw new Problem('code-expired')
  if ((await findMatch(desk, [used], code)) !== used) throw new Problem('code-expired')
  const session = await desk.access.findSession(challenge.sessionHash ?? '')
  if (!session || !isSessionLive(session, desk.now())) throw new Problem('code-expired')
  const sessionId = await openedSessionId(desk, challenge)
  if (!sessionId) throw new Problem('code-expired')
  const { ticketId } = link.ticket
  return { ticketId, sessionId, remembered: session.remembered }
}

function attemptsUsedUp(desk: Desk, { attempts }: LinkState): Problem {
  const retryAfterSeconds = Math.max(1, secondsToNextCode(attempts, desk.now()))
  return new Problem('attempts-used-up', { retryAfterSeconds })
}

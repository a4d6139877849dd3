import type { Desk } from '../desk.ts'
import { addressKey } from '../email-address.ts'
import { limits } from '../limits.ts'
import { sealCode } from '../notifications/sealed-code.ts'
import { Problem } from '../problem.ts'
import { settle } from '../settle.ts'
import { bytesToBase64url, mac } from '../token.ts'
import type { LinkState, NewCode } from './access-store.ts'
import {
  isChallengeLive,
  isLockedOut,
  secondsToNextCode,
  type ChallengeState,
} from './challenge.ts'
import { drawCode } from './one-time-code.ts'
import { readLiveLink } from './open-link.ts'
import type { Viewer } from './viewer.ts'

/**
 * Mails a one-time code to the ticket's stored address, for this browser alone.
 * Throws `link-not-found`, `cookies-needed`; `too-early`, `codes-used-up` or `attempts-used-up` with the seconds to wait.
 */
export async function sendCode(desk: Desk, viewer: Viewer, token: string): Promise<void> {
  const link = await readLiveLink(desk, viewer, token)
  const state = link.attempts
  // A mail scanner that presses buttons brings no cookie: nothing leaves for it.
  if (!viewer.hasCookie) throw new Problem('cookies-needed')
  refuseEarly(state, desk.now())
  const code = drawCode((length) => desk.random(length))
  const stored = await storeCode(desk, state, code)
  const record = await newCode(desk, link, stored, code)
  const sent = await settle(
    () => desk.access.addCode(record),
    () => wasSent(desk, viewer, { token, codeId: stored.codeId }),
  )
  if (!sent) refuseEarly((await readLiveLink(desk, viewer, token)).attempts, desk.now())
  if (!sent) throw new Problem('too-early', { retryAfterSeconds: limits.resendAfterSeconds })
  await desk.wake()
}

async function wasSent(
  desk: Desk,
  viewer: Viewer,
  { token, codeId }: { token: string; codeId: string },
): Promise<true | undefined> {
  const { attempts } = await readLiveLink(desk, viewer, token)
  return attempts.codes.some((code) => code.codeId === codeId) || undefined
}

function refuseEarly(state: ChallengeState, now: Date): void {
  const retryAfterSeconds = secondsToNextCode(state, now)
  if (retryAfterSeconds === 0) return
  if (isLockedOut(state, now)) throw new Problem('attempts-used-up', { retryAfterSeconds })
  const usedUp = state.codes.length >= limits.codesPerHour
  throw new Problem(usedUp ? 'codes-used-up' : 'too-early', { retryAfterSeconds })
}

interface StoredCode {
  codeId: string
  challengeId: string
  mac: string | undefined
}

// With the code store down, or caught missing a code, the MAC goes into the database row: guests get in without it.
async function storeCode(desk: Desk, state: ChallengeState, code: string): Promise<StoredCode> {
  const live = isChallengeLive(state, desk.now()) ? state.challenge : undefined
  const codeId = bytesToBase64url(desk.random(16))
  const challengeId = live?.challengeId ?? bytesToBase64url(desk.random(16))
  const codeMac = bytesToBase64url(await mac(desk.keys, 'code', codeToClaim(codeId, code)))
  const inDatabase = state.challenge?.codesInDatabase || !(await putCode(desk, codeId, codeMac))
  return { codeId, challengeId, mac: inDatabase ? codeMac : undefined }
}

async function putCode(desk: Desk, codeId: string, codeMac: string): Promise<boolean> {
  try {
    await desk.codes.put(codeId, codeMac, limits.codeTtlSeconds)
    return true
  } catch {
    desk.log('code-store-down')
    return false
  }
}

/** What the MAC of a code covers: the code, under its own id, so that no code's MAC serves for another. */
export function codeToClaim(codeId: string, code: string): string {
  return `${codeId}.${code}`
}

async function newCode(
  desk: Desk,
  { ticket, attempts }: LinkState,
  stored: StoredCode,
  code: string,
): Promise<NewCode> {
  const sentAt = desk.now()
  const expiresAt = new Date(sentAt.getTime() + limits.codeTtlSeconds * 1000)
  const newChallenge = stored.challengeId !== attempts.challenge?.challengeId
  return {
    code: { ...stored, browserHash: attempts.browserHash, sentAt, expiresAt },
    ticketId: ticket.ticketId,
    newChallenge,
    mail: {
      outboxId: bytesToBase64url(desk.random(16)),
      cause: `code:${stored.codeId}`,
      ticketId: ticket.ticketId,
      addressKey: addressKey(ticket.email),
      kind: 'code',
      sealedCode: await sealCode(desk.sealKeys, desk.random(12), code),
      createdAt: sentAt,
      expiresAt,
    },
  }
}

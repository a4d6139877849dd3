import { limits } from '../limits.ts'

export interface Code {
  codeId: string
  challengeId: string
  browserHash: string
  /** Undefined where the code store holds it. */
  mac: string | undefined
  sentAt: Date
  expiresAt: Date
}

export interface Challenge {
  challengeId: string
  createdAt: Date
  /** The code store failed it once: its next codes stay in the database. */
  codesInDatabase: boolean
  confirmedAt: Date | undefined
  confirmedCodeId: string | undefined
  sessionHash: string | undefined
  wrongAttempts: number
}

/** What was sent and tried for a ticket, as far back as its budgets look. */
export interface TicketAttempts {
  /** Of the last hour, every browser. */
  codes: Code[]
  /** Of the last day, every browser, oldest first. */
  wrongAttemptsAt: Date[]
}

/** The newest challenge of one browser for one ticket, with its ticket's budgets. */
export interface ChallengeState extends TicketAttempts {
  browserHash: string
  challenge: Challenge | undefined
}

/** The codes of the challenge that can still be entered. */
export function liveCodes(state: ChallengeState, now: Date): Code[] {
  const challengeId = state.challenge?.challengeId
  return state.codes.filter((code) => code.challengeId === challengeId && code.expiresAt > now)
}

/** A challenge goes on until it succeeds, is out of attempts, or its last code expires. */
export function isChallengeLive(state: ChallengeState, now: Date): boolean {
  const { challenge } = state
  if (!challenge || challenge.confirmedAt) return false
  return challenge.wrongAttempts < limits.attemptsPerChallenge && liveCodes(state, now).length > 0
}

/** How many codes may still be tried, within the challenge and its ticket's budgets. */
export function attemptsLeft(state: ChallengeState, now: Date): number {
  const wrong = state.challenge?.wrongAttempts ?? 0
  const lastHour = newerThan(state.wrongAttemptsAt, now, 3600).length
  const lastDay = newerThan(state.wrongAttemptsAt, now, 86_400).length
  return Math.max(
    0,
    Math.min(
      limits.attemptsPerChallenge - wrong,
      limits.wrongAttemptsPerHour - lastHour,
      limits.wrongAttemptsPerDay - lastDay,
    ),
  )
}

/** Whether the ticket itself, not one challenge, is out of attempts. */
export function isLockedOut(state: TicketAttempts, now: Date): boolean {
  return (
    newerThan(state.wrongAttemptsAt, now, 3600).length >= limits.wrongAttemptsPerHour ||
    newerThan(state.wrongAttemptsAt, now, 86_400).length >= limits.wrongAttemptsPerDay
  )
}

/** Whole seconds until this browser may have another code sent; 0 for at once. */
export function secondsToNextCode(state: ChallengeState, now: Date): number {
  const own = state.codes.filter((code) => code.browserHash === state.browserHash)
  const lastSentAt = Math.max(0, ...own.map((code) => code.sentAt.getTime()))
  const sentAt = newerThan(
    state.codes.map((code) => code.sentAt),
    now,
    3600,
  )
  const freeAt = Math.max(
    lastSentAt + limits.resendAfterSeconds * 1000,
    budgetFreeAt(sentAt, limits.codesPerHour, 3600),
    budgetFreeAt(newerThan(state.wrongAttemptsAt, now, 3600), limits.wrongAttemptsPerHour, 3600),
    budgetFreeAt(newerThan(state.wrongAttemptsAt, now, 86_400), limits.wrongAttemptsPerDay, 86_400),
  )
  return Math.max(0, Math.ceil((freeAt - now.getTime()) / 1000))
}

// When enough of the newest `budget` uses have left the window for one more.
function budgetFreeAt(usedAt: Date[], budget: number, windowSeconds: number): number {
  const times = usedAt.map((date) => date.getTime()).toSorted((a, b) => b - a)
  const blocking = times[budget - 1]
  return blocking === undefined ? 0 : blocking + windowSeconds * 1000
}

function newerThan(dates: Date[], now: Date, seconds: number): Date[] {
  return dates.filter((date) => date.getTime() > now.getTime() - seconds * 1000)
}

import { limits } from '../limits.ts'

export interface Session {
  sessionHash: string
  browserHash: string
  remembered: boolean
  createdAt: Date
  seenAt: Date
  endedAt: Date | undefined
  /** When what it may do with the ticket asked about ends, however long the session itself goes on. */
  grantExpiresAt?: Date | undefined
}

/** How a session came to a ticket: its browser filed it, or somebody proved the address there. */
export type Grant = 'filed' | 'proven'

/** `proven` sees and does everything, `filed` sees its own words, `lapsed` had a session that ended, `none` never had one. */
export type Access = 'proven' | 'filed' | 'lapsed' | 'none'

/** 1 h idle and 24 h in all; 30 days in all where the browser is remembered. */
export function isSessionLive(session: Session, now: Date): boolean {
  const ageSeconds = (now.getTime() - session.createdAt.getTime()) / 1000
  const idleSeconds = (now.getTime() - session.seenAt.getTime()) / 1000
  if (session.endedAt) return false
  if (session.remembered) return ageSeconds < limits.rememberedSessionSeconds
  return ageSeconds < limits.sessionSeconds && idleSeconds < limits.sessionIdleSeconds
}

/** When a session ends at the latest. */
export function sessionEnd({ createdAt, remembered }: Session): Date {
  return new Date(createdAt.getTime() + cookieSeconds(remembered) * 1000)
}

/** Seconds a session's cookie may live in the browser. */
export function cookieSeconds(remembered: boolean): number {
  return remembered ? limits.rememberedSessionSeconds : limits.sessionSeconds
}

/** What a session may do with a ticket. Filing counts only until anybody has proven the address. */
export function accessTo(
  session: Session | undefined,
  grant: Grant | undefined,
  ticket: { verifiedAt: Date | undefined },
  now: Date,
): Access {
  if (!session) return 'none'
  if (!grant) return isSessionLive(session, now) ? 'none' : 'lapsed'
  if (!isSessionLive(session, now)) return 'lapsed'
  if (session.grantExpiresAt && session.grantExpiresAt <= now) return 'lapsed'
  if (grant === 'filed' && ticket.verifiedAt) return 'lapsed'
  return grant
}

import type { Locale } from '../../i18n/locales.ts'
import type { OutboxMail } from '../notifications/outbox.ts'
import type { ChallengeState, Code } from './challenge.ts'
import type { DeviceKind } from './device.ts'
import type { Grant, Session } from './session.ts'

/** What the way in needs to know of a ticket. */
export interface LinkedTicket {
  ticketId: string
  locale: Locale
  email: string
  linkGeneration: number
  verifiedAt: Date | undefined
  closedAt: Date | undefined
}

export interface LinkState {
  ticket: LinkedTicket
  attempts: ChallengeState
  session: Session | undefined
  grant: Grant | undefined
}

export interface NewCode {
  code: Code
  ticketId: string
  /** Set where the code begins a new challenge. */
  newChallenge: boolean
  mail: OutboxMail
}

export interface Confirmation {
  challengeId: string
  ticketId: string
  codeId: string
  attemptId: string
  session: Session
  /** The browser's earlier session, whose tickets move into the new one. */
  previous: { sessionHash: string; live: boolean } | undefined
  addressKey: string
  device: DeviceKind
  at: Date
}

export interface AccessStore {
  /** Everything the link page decides by, in one read. */
  readLink(query: {
    ticketId: string
    browserHash: string
    sessionHash: string | undefined
    now: Date
  }): Promise<LinkState | undefined>
  findSession(sessionHash: string): Promise<Session | undefined>
  /** Whether this browser has ever had a session for the ticket, as far back as sessions are kept. */
  hadTicket(browserHash: string, ticketId: string): Promise<boolean>
  /** Adds code and mail at once, only while every budget allows it at this very moment; says whether it did. */
  addCode(code: NewCode): Promise<boolean>
  /** Counts an attempt before anything is compared, only while challenge and ticket have one left; says whether it did. */
  takeAttempt(attempt: {
    attemptId: string
    challengeId: string
    ticketId: string
    at: Date
  }): Promise<boolean>
  /** Undoes `takeAttempt`; the next codes of the challenge named stay in the database. */
  returnAttempt(
    attempt: { attemptId: string; ticketId: string },
    then?: { codesInDatabase: string },
  ): Promise<void>
  /**
   * Uses the code up and opens the session in one batch; false where the challenge was confirmed already. What the earlier
   * session may do with tickets of other shards follows afterwards, or is lost: then it takes a second proof there.
   */
  confirm(confirmation: Confirmation): Promise<boolean>
  /** Adds the mail if address and ticket match and the budget allows it, all in one statement. */
  requestLink(mail: OutboxMail): Promise<void>
  /** Stamps the session as used, for this ticket. */
  touchSession(sessionHash: string, now: Date, ticketId: string): Promise<void>
  /** Removes what has had its time: sessions, challenges, codes and attempts. */
  sweep(now: Date): Promise<void>
}

const minutes = 60
const hours = 60 * minutes
const days = 24 * hours
const mebibyte = 1024 * 1024

/** Every limit a person can meet, in the units of its name. The contract promises these figures. */
export const limits = {
  maxTextUnits: 10_000,
  maxSubjectUnits: 150,
  maxNameUnits: 80,
  maxEmailUnits: 254,
  maxTransactionIdsUnits: 1_000,
  maxHappenedAtUnits: 200,
  maxAskLabelUnits: 200,
  maxAsks: 10,
  maxFiles: 5,
  maxFileBytes: 10 * mebibyte,
  maxMessageBytes: 25 * mebibyte,
  maxTicketBytes: 200 * mebibyte,
  maxFileNameUnits: 120,
  codeDigits: 6,
  codeTtlSeconds: 10 * minutes,
  resendAfterSeconds: 60,
  doubleTapSeconds: 60,
  attemptsPerChallenge: 5,
  codesPerHour: 5,
  wrongAttemptsPerHour: 10,
  wrongAttemptsPerDay: 15,
  linkMailsPerDay: 3,
  linkMailGapSeconds: 60,
  filingMailsPerDay: 3,
  linkDaysAfterClose: 90,
  sessionIdleSeconds: hours,
  sessionSeconds: 24 * hours,
  rememberedSessionSeconds: 30 * days,
  seenStampSeconds: minutes,
  endedSessionKeptSeconds: 30 * days,
  /** More than a reply may have: what is too long is refused later, with all of it still there. */
  maxDraftUnits: 100_000,
  draftKeptSeconds: 30 * days,
  autoCloseSeconds: 14 * days,
  mailRetrySeconds: 24 * hours,
  orphanFileSeconds: 2 * days,
  messagesPerPage: 50,
  eventsPerPage: 40,
  healthCacheSeconds: 10,
  healthTimeoutSeconds: 5,
} as const

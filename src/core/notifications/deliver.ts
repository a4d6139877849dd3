import { paths } from '../../i18n/paths.ts'
import { guestLinkToToken } from '../guest-link.ts'
import type { Desk } from '../desk.ts'
import { limits } from '../limits.ts'
import { formatTicketNumber } from '../ticket-number.ts'
import { bytesToBase64url } from '../token.ts'
import { renderMail, type MailWords } from './mail.ts'
import { MailRefused } from './mail-sender.ts'
import { retrySeconds, type ClaimedMail, type MailOutcome } from './outbox.ts'
import { unsealCode } from './sealed-code.ts'

const leaseSeconds = 120

/** Sends the mails that are due, at most `max` at a time, until none is left; returns how many were claimed. */
export async function deliver(desk: Desk, max = 20): Promise<number> {
  const lease = bytesToBase64url(desk.random(16))
  const now = desk.now()
  const until = new Date(now.getTime() + leaseSeconds * 1000)
  const mails = await desk.outbox.claim({ lease, now, until, max })
  for (const mail of mails) {
    // What is left when the lease has ended is somebody else's to send.
    if (desk.now() >= until) break
    await deliverOne(desk, mail)
  }
  return mails.length === 0 ? 0 : mails.length + (await deliver(desk, max))
}

async function deliverOne(desk: Desk, mail: ClaimedMail): Promise<void> {
  const outcome = await sendOne(desk, mail)
  const note = () => desk.outbox.finish(mail, outcome, desk.now())
  // What was sent and not noted down is sent again: one lost connection must not cause that.
  await note().catch(note)
  desk.log('mail', { kind: mail.kind, state: outcome.state, tries: mail.tries })
}

// A stale code is of no use to anybody; any other mail has one last try after its time, so that an outage of a day
// costs none.
async function sendOne(desk: Desk, mail: ClaimedMail): Promise<MailOutcome> {
  const expired = mail.expiresAt <= desk.now()
  if (expired && mail.kind === 'code') return { state: 'dropped' }
  try {
    const rendered = renderMail(await mailWords(desk, mail))
    const envelope = { to: mail.email, mail: rendered, outboxId: mail.outboxId }
    return { state: 'sent', providerId: await desk.mailSender.send(envelope) }
  } catch (error) {
    desk.log('mail-error', {
      kind: mail.kind,
      error: error instanceof Error ? error.name : 'unknown',
    })
    const isOver = expired || error instanceof MailRefused
    return isOver ? { state: 'failed' } : tryAgain(desk, mail)
  }
}

function tryAgain(desk: Desk, mail: ClaimedMail): MailOutcome {
  const [randomByte = 0] = desk.random(1)
  const seconds = retrySeconds(mail.tries, randomByte)
  return { state: 'pending', dueAt: new Date(desk.now().getTime() + seconds * 1000) }
}

async function mailWords(desk: Desk, mail: ClaimedMail): Promise<MailWords> {
  const words = {
    kind: mail.kind,
    locale: mail.locale,
    ticketNumber: formatTicketNumber(mail.ticketId),
    link: desk.origin + (await mailPath(desk, mail)),
  }
  if (!mail.sealedCode) return words
  const code = await unsealCode(desk.sealKeys, mail.sealedCode)
  return { ...words, code, codeMinutes: limits.codeTtlSeconds / 60 }
}

// Whoever was locked out needs another link, not the one that somebody is guessing behind.
async function mailPath(desk: Desk, mail: ClaimedMail): Promise<string> {
  if (mail.kind === 'locked') return paths.linkRequest(mail.locale)
  const link = { ticketId: mail.ticketId, generation: mail.linkGeneration }
  return paths.link(mail.locale, await guestLinkToToken(desk.keys, link))
}

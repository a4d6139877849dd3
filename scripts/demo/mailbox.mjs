import { setTimeout as wait } from 'node:timers/promises'

const mailSeconds = 75

/** Waits for a ticket's first mail in the local mailbox and returns the path of its guest link. */
export async function awaitGuestLink(origin, ticketNumber) {
  const deadline = Date.now() + mailSeconds * 1000
  while (Date.now() < deadline) {
    const path = await findGuestLink(origin, ticketNumber)
    if (path) return path
    await wait(200)
  }
  throw new Error(`No mail about ${ticketNumber} arrived within ${mailSeconds} s`)
}

async function findGuestLink(origin, ticketNumber) {
  const mails = await listMails(origin)
  const mail = mails.find(({ subject }) => subject.includes(ticketNumber))
  if (!mail) return undefined
  const { text } = await readMailbox(origin, { email_id: mail.messageId.replaceAll(/[<>]/g, '') })
  const link = /https?:\/\/[^/\s]+(\/[^/\s]+\/link\/[^/\s]+\/)/.exec(text ?? '')?.[1]
  if (!link) throw new Error(`The mail about ${ticketNumber} has no guest link in its text`)
  return link
}

function listMails(origin) {
  return readMailbox(origin, { per_page: '100' })
}

async function readMailbox(origin, query) {
  const search = new URLSearchParams({ worker: 'tichet', ...query })
  const answer = await fetch(`${origin}/cdn-cgi/local/explorer/api/local/email/sending?${search}`)
  const { success, result, errors } = await answer.json()
  if (!success) throw new Error(`The local mailbox answered: ${JSON.stringify(errors)}`)
  return result
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

export interface LocalMail {
  messageId: string
  subject: string
  to: string[]
  headers: Record<string, string>
  text: string
  html: string
}

const mailbox = '/cdn-cgi/local/explorer/api/local/email/sending?worker=tichet'

/** Every mail about a ticket so far, newest first, without their parts. */
export async function listMails(ticketNumber: string): Promise<Omit<LocalMail, 'text' | 'html'>[]> {
  const all: LocalMail[] = []
  let cursor = ''
  do {
    const page = await ask(`&per_page=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    all.push(...(page.result as LocalMail[]))
    cursor = page.result_info?.cursor ?? ''
  } while (cursor !== '')
  return all.filter(({ subject }) => subject.includes(ticketNumber))
}

/** Waits until `count` mails about a ticket are there and returns the newest one. */
export async function awaitMail(ticketNumber: string, count: number): Promise<LocalMail> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
    const mails = await listMails(ticketNumber)
    const [newest] = mails
    if (newest && mails.length >= count) return readMail(newest.messageId)
    await new Promise(setImmediate)
  }
  throw new Error(`No mail ${count} about ${ticketNumber} within 20 s`)
}

/** How many mails have gone out so far, by the log. */
export function countSentMails(): number {
  const log = readFileSync(join(inject('stateDir'), 'server.log'), 'utf8')
  return [...log.matchAll(/"event":"mail","kind":"\w+","state":"sent"/g)].length
}

/** Waits until so many mails have gone out since the server was started. */
export async function awaitSentMails(count: number): Promise<void> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline;) {
    if (countSentMails() >= count) return
    await new Promise(setImmediate)
  }
  throw new Error(`${countSentMails()} of ${count} mails went out within 120 s`)
}

/** The guest link in a mail's text. */
export function linkIn({ text }: LocalMail): string {
  const [link] = /http\S+\/link\/\S+\//.exec(text) ?? []
  if (!link) throw new Error('The mail has no guest link')
  return link
}

/** The code in a mail's text, which stands alone on a line. */
export function codeIn({ text }: LocalMail): string {
  const [code] = /^\d{6}$/m.exec(text) ?? []
  if (!code) throw new Error('The mail has no code on a line of its own')
  return code
}

async function readMail(messageId: string): Promise<LocalMail> {
  const id = encodeURIComponent(messageId.replaceAll(/[<>]/g, ''))
  return (await ask(`&email_id=${id}`)).result as LocalMail
}

interface Answer {
  result: unknown
  result_info?: { cursor?: string }
}

async function ask(query: string): Promise<Answer> {
  const answer = await fetch(inject('origin') + mailbox + query)
  return answer.json() as Promise<Answer>
}

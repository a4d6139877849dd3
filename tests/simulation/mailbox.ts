import { parseTicketNumber } from '../../src/core/ticket-number.ts'
import type { Stage } from './stage.ts'

/** The tokens of every link that was mailed so far, to anybody or to one mailbox, oldest first. */
export function linksMailed({ world }: Stage, mailbox?: string): string[] {
  const mails = world.provider.accepted.filter(({ to }) => !mailbox || to === mailbox)
  return mails.flatMap(({ text }) => tokenIn(text) ?? [])
}

/** Every code that was mailed, with its link, oldest first. */
export function codesMailed({ world }: Stage) {
  return world.provider.accepted.flatMap(({ to, subject, text }) => {
    const [code] = /^\d{6}$/m.exec(text) ?? []
    const [number = ''] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(subject) ?? []
    const token = tokenIn(text)
    return code && token ? [{ to, code, token, ticketId: parseTicketNumber(number) }] : []
  })
}

function tokenIn(text: string): string | undefined {
  return /\/link\/([^/\s]+)\//.exec(text)?.[1]
}

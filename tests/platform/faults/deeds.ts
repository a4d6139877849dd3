import { formatTicketNumber } from '../../../src/core/ticket-number.ts'
import { digest } from '../../../src/core/token.ts'
import { paths } from '../../../src/i18n/paths.ts'
import { Browser, callApi, openApp, type Answer, type Fields } from '../browser.ts'
import {
  askCode,
  farKey,
  filingFields,
  guestInside,
  guestWithTicket,
  newEmail,
  newKey,
  newPicture,
} from '../guest.ts'
import type { PlatformDesk } from '../platform-desk.ts'
import { count } from '../setup.ts'

/** A deed as a client does it, again and again until it is told that it worked. */
export interface Scene {
  attempt(): Promise<Answer>
  /** How often each thing that the deed writes is there: once all of them, or none. */
  traces(): Promise<Record<string, number>>
}

export interface Deed {
  title: string
  open(desk: PlatformDesk): Promise<Scene>
  /** Statuses that say it worked, or that it had. */
  done: number[]
  /** A person waits for the answer: what was written is told at once, if the store can be asked. */
  byForm: boolean
}

const byForm = { done: [303], byForm: true }

export const deeds: Deed[] = [
  { title: 'filing a ticket', open: openFiling, ...byForm },
  // Who is told to wait for the next code has one on its way.
  { title: 'sending a code', open: openSending, done: [303, 429], byForm: true },
  { title: 'confirming a code', open: openConfirming, ...byForm },
  { title: 'replying with a file', open: openReplying, ...byForm },
  { title: 'marking as solved', open: openSolving, ...byForm },
  { title: 'asking for a new link', open: openRenewing, ...byForm },
  { title: "support's answer", open: openAnswering, done: [201], byForm: false },
]

async function openFiling(desk: PlatformDesk): Promise<Scene> {
  const browser = new Browser(openApp(desk))
  await browser.open(paths.newTicket('ro'))
  const email = newEmail()
  const fields = { ...filingFields(email, farKey(desk)), files: [newPicture()] }
  const ofTicket = 'JOIN tickets USING (ticket_id) WHERE address_key = ?'
  return {
    attempt: resending(browser, paths.newTicket('ro'), fields),
    traces: async () => ({
      tickets: await count('tickets WHERE address_key = ?', email),
      messages: await count(`messages ${ofTicket}`, email),
      events: await count(`events ${ofTicket}`, email),
      files: await count(`attachments ${ofTicket}`, email),
      sessions: await count(`session_tickets ${ofTicket}`, email),
      posts: await count(`posts ${ofTicket}`, email),
      mails: await count('outbox WHERE address_key = ?', email),
    }),
  }
}

async function openSending(desk: PlatformDesk): Promise<Scene> {
  const { browser, codePath, ticketId } = await guestWithTicket(desk)
  return {
    attempt: () => browser.post(codePath, {}),
    traces: async () => ({
      codes: await count('codes WHERE ticket_id = ?', ticketId),
      challenges: await count('challenges WHERE ticket_id = ?', ticketId),
      mails: await count("outbox WHERE kind = 'code' AND ticket_id = ?", ticketId),
    }),
  }
}

async function openConfirming(desk: PlatformDesk): Promise<Scene> {
  const guest = await guestWithTicket(desk)
  const code = await askCode(desk, guest)
  const { browser, linkPath, ticketId, email } = guest
  const grants = "session_tickets WHERE grant_kind = 'proven' AND ticket_id = ?"
  return {
    attempt: async () => {
      const answer = await browser.post(linkPath, { code })
      if (answer.status === 303) await requireSession(browser)
      return answer
    },
    traces: async () => ({
      sessions: await count(
        `sessions WHERE session_hash IN (SELECT session_hash FROM ${grants})`,
        ticketId,
      ),
      grants: await count(grants, ticketId),
      used: await count('challenges WHERE confirmed_at > 0 AND ticket_id = ?', ticketId),
      successes: await count('attempts WHERE succeeded = 1 AND ticket_id = ?', ticketId),
      events: await count("events WHERE kind = 'opened' AND ticket_id = ?", ticketId),
      // Told to the first database as well, where it is not in the same batch.
      addresses: Math.min(1, await count('verified_addresses WHERE address_key = ?', email)),
    }),
  }
}

async function requireSession({ cookies }: Browser): Promise<void> {
  const sessionHash = await digest(cookies.get('__Host-session') ?? '')
  const open = await count('sessions WHERE ended_at IS NULL AND session_hash = ?', sessionHash)
  if (open !== 1) throw new Error('The cookie of the session opens nothing')
}

async function openReplying(desk: PlatformDesk): Promise<Scene> {
  const { browser, ticketPath, ticketId } = await guestInside(desk)
  const fields = { key: newKey(), text: 'Iată ecranul.', files: [newPicture()] }
  return {
    attempt: resending(browser, ticketPath, fields),
    traces: async () => ({
      messages: (await count('messages WHERE ticket_id = ?', ticketId)) - 1,
      files: await count('attachments WHERE ticket_id = ?', ticketId),
      events: await count("events WHERE kind = 'replied' AND ticket_id = ?", ticketId),
      posts: (await count('posts WHERE ticket_id = ?', ticketId)) - 1,
    }),
  }
}

async function openSolving(desk: PlatformDesk): Promise<Scene> {
  const { browser, ticketPath, ticketId } = await guestInside(desk)
  const fields = { key: newKey() }
  return {
    attempt: () => browser.post(`${ticketPath}resolution/`, fields),
    traces: async () => ({
      events: await count("events WHERE kind = 'resolved' AND ticket_id = ?", ticketId),
      tickets: await count("tickets WHERE status = 'resolved' AND ticket_id = ?", ticketId),
      posts: (await count('posts WHERE ticket_id = ?', ticketId)) - 1,
    }),
  }
}

async function openRenewing(desk: PlatformDesk): Promise<Scene> {
  const { browser, ticketPath, ticketId } = await guestInside(desk)
  const fields = { key: newKey() }
  return {
    attempt: () => browser.post(`${ticketPath}new-link/`, fields),
    traces: async () => ({
      events: await count("events WHERE kind = 'new-link' AND ticket_id = ?", ticketId),
      tickets: await count('tickets WHERE link_generation = 2 AND ticket_id = ?', ticketId),
      posts: (await count('posts WHERE ticket_id = ?', ticketId)) - 1,
      mails: await count("outbox WHERE kind = 'new-link' AND ticket_id = ?", ticketId),
    }),
  }
}

async function openAnswering(desk: PlatformDesk): Promise<Scene> {
  const { app, ticketId } = await guestWithTicket(desk)
  const path = paths.apiMessages(formatTicketNumber(ticketId))
  const asks = [{ kind: 'time', label: 'Când a fost?' }]
  const call = { key: newKey(), body: { text: 'Mai avem o întrebare.', asks } }
  return {
    attempt: async () => ({ ...(await callApi(app, path, call)), location: undefined }),
    traces: async () => ({
      messages: await count("messages WHERE author = 'support' AND ticket_id = ?", ticketId),
      events: await count("events WHERE kind = 'asked' AND ticket_id = ?", ticketId),
      asks: await count('asks WHERE ticket_id = ?', ticketId),
      posts: (await count('posts WHERE ticket_id = ?', ticketId)) - 1,
      mails: await count("outbox WHERE kind = 'asked' AND ticket_id = ?", ticketId),
    }),
  }
}

/** Sends a form; after a refusal it sends what the page shows again: the same key, and its stored files by id. */
function resending(browser: Browser, path: string, fields: Fields): () => Promise<Answer> {
  let form = fields
  return async () => {
    const answer = await browser.post(path, form)
    if (answer.values && answer.values['text']?.[0] !== fields['text']) {
      throw new Error('What was typed is lost')
    }
    const stored = answer.files?.map(({ attachmentId }) => attachmentId) ?? []
    if (stored.length > 0) form = { ...fields, files: [], stored }
    return answer
  }
}

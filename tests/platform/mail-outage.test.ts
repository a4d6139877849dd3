import { beforeEach, describe, expect, test } from 'vitest'
import { runOutbox } from '../../functions/jobs/outbox.ts'
import { MailRefused } from '../../src/core/notifications/mail-sender.ts'
import { answer } from '../../src/core/tickets/answer.ts'
import { fileTicket } from '../../src/core/tickets/file-ticket.ts'
import { newFiling, newViewer } from '../desk/guest.ts'
import { askCode, guestWithTicket, newEmail } from './guest.ts'
import { openPlatformDesk, type PlatformDesk } from './platform-desk.ts'
import { count, rows, startAfresh } from './setup.ts'

const minute = 60
const hour = 60 * minute

// Mails of other tests would be due as well.
beforeEach(() => startAfresh())

async function fileThree(desk: PlatformDesk): Promise<string[]> {
  const filings = [newEmail(), newEmail(), newEmail()].map((email) =>
    fileTicket(desk, newViewer(email), newFiling(desk, { email })),
  )
  return (await Promise.all(filings)).map(({ ticketId }) => ticketId)
}

function answerOne(desk: PlatformDesk, ticketId: string, text: string) {
  const rest = { key: undefined, author: 'Ana', visibility: 'public' as const, asks: [] }
  return answer(desk, { ticketId, text, status: undefined, ...rest })
}

/** The sweep as often as the clock calls it; each quarter of an hour is enough to find every mail when it is due. */
async function sweepFor(desk: PlatformDesk, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 15 * minute) {
    await runOutbox(desk)
    desk.pass(15 * minute)
  }
}

describe('the mail provider down', () => {
  test('for a day: then everything goes out, once, each ticket in its order', async () => {
    const desk = await openPlatformDesk()
    desk.mailSender.fault = new Error('Connection refused')
    const ticketIds = await fileThree(desk)
    await sweepFor(desk, 8 * hour)
    for (const ticketId of ticketIds) await answerOne(desk, ticketId, 'Căutăm transferul.')
    await sweepFor(desk, 8 * hour)
    for (const ticketId of ticketIds) {
      const asks = [{ kind: 'time' as const, label: 'Când a fost?' }]
      const rest = { key: undefined, author: 'Ana', visibility: 'public' as const }
      await answer(desk, { ticketId, text: 'Când?', asks, status: undefined, ...rest })
    }
    await sweepFor(desk, 8 * hour)
    desk.mailSender.fault = undefined
    await sweepFor(desk, hour)
    expect(await rows('SELECT DISTINCT state FROM outbox')).toEqual([{ state: 'sent' }])
    expect(desk.mailSender.sent).toHaveLength(9)
    for (const ticketId of ticketIds) {
      const sent = await rows(
        `SELECT kind FROM outbox WHERE ticket_id = ?
          ORDER BY CAST(substr(provider_id, 8) AS INTEGER)`,
        ticketId,
      )
      expect(sent.map(({ kind }) => kind)).toEqual(['filed', 'answered', 'asked'])
    }
  })

  test('for an hour: a code is dropped, not sent late, and a new one goes out', async () => {
    const desk = await openPlatformDesk()
    const guest = await guestWithTicket(desk)
    desk.mailSender.fault = new Error('Connection refused')
    expect(await guest.browser.post(guest.codePath, {})).toMatchObject({ status: 303 })
    await sweepFor(desk, hour)
    desk.mailSender.fault = undefined
    await runOutbox(desk)
    expect(desk.mailSender.sent).toHaveLength(1)
    const [code] = await rows("SELECT state, sealed_code FROM outbox WHERE kind = 'code'")
    expect(code).toEqual({ state: 'dropped', sealed_code: null })
    const again = await askCode(desk, guest)
    expect(await guest.browser.post(guest.linkPath, { code: again })).toMatchObject({ status: 303 })
  })

  test('for two days: the mail has failed, and support sees it on the timeline', async () => {
    const desk = await openPlatformDesk()
    desk.mailSender.fault = new Error('Connection refused')
    const [ticketId = ''] = await fileThree(desk)
    await sweepFor(desk, 26 * hour)
    desk.mailSender.fault = undefined
    await sweepFor(desk, hour)
    expect(desk.mailSender.sent).toEqual([])
    expect(await count("outbox WHERE state = 'failed' AND ticket_id = ?", ticketId)).toBe(1)
    const events = await desk.tickets.listEvents(ticketId)
    expect(events.at(-1)).toMatchObject({ kind: 'mail-failed', actor: 'system' })
  })
})

test('a mail that is refused for good is not tried again, and delays no other', async () => {
  const desk = await openPlatformDesk()
  desk.mailSender.fault = new MailRefused('E_RECIPIENT_SUPPRESSED')
  const [ticketId = ''] = await fileThree(desk)
  await runOutbox(desk)
  desk.mailSender.fault = undefined
  await answerOne(desk, ticketId, 'Am găsit transferul.')
  await sweepFor(desk, hour)
  const states = await rows('SELECT state FROM outbox ORDER BY outbox_number')
  expect(states.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed', 'sent'])
})

test('three sweeps at once send each mail once', async () => {
  const desk = await openPlatformDesk()
  const ticketIds = await fileThree(desk)
  for (const ticketId of ticketIds) await answerOne(desk, ticketId, 'Căutăm.')
  await Promise.all([runOutbox(desk), runOutbox(desk), runOutbox(desk)])
  await runOutbox(desk)
  expect(desk.mailSender.sent).toHaveLength(6)
})

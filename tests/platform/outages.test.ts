import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { runOutbox } from '../../functions/jobs/outbox.ts'
import { openDesk, openKeys } from '../../src/platform/open-desk.ts'
import { parseSettings } from '../../src/platform/settings.ts'
import { fileTicket } from '../../src/core/tickets/file-ticket.ts'
import { newFiling, newViewer } from '../desk/guest.ts'
import {
  askCode,
  guestInside,
  guestWithTicket,
  newEmail,
  newKey,
  newPicture,
  wrongCode,
} from './guest.ts'
import { bindingsOver, openPlatformDesk } from './platform-desk.ts'
import { count, rows } from './setup.ts'

const outage = () => Promise.reject(new Error('Service unavailable'))

/** A binding of which some calls fail while `down` is set. */
function breakable<T extends object>(binding: T, broken: (keyof T)[]) {
  const state = { down: false, calls: 0 }
  const proxy = new Proxy(binding, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...input: unknown[]) => {
        const fails = state.down && broken.includes(name as keyof T)
        state.calls += 1
        return fails ? outage() : value.apply(target, input)
      }
    },
  })
  return { state, proxy }
}

describe('KV down', () => {
  test('at sending: the code lies in D1 and the guest gets in', async () => {
    const { state, proxy } = breakable(env.CODES, ['get', 'put'])
    const desk = await openPlatformDesk({ CODES: proxy })
    const guest = await guestWithTicket(desk)
    state.down = true
    const code = await askCode(desk, guest)
    const wrong = await guest.browser.post(guest.linkPath, { code: wrongCode(code) })
    expect(wrong).toMatchObject({ status: 422, params: { count: 4 } })
    expect(await guest.browser.post(guest.linkPath, { code })).toMatchObject({ status: 303 })
  })

  test('at entering: the attempt is given back, and the next code lies in D1', async () => {
    const { state, proxy } = breakable(env.CODES, ['get', 'put'])
    const desk = await openPlatformDesk({ CODES: proxy })
    const guest = await guestWithTicket(desk)
    const code = await askCode(desk, guest)
    state.down = true
    const refused = await guest.browser.post(guest.linkPath, { code })
    expect(refused).toMatchObject({ status: 503, code: 'unavailable', retryAfterSeconds: 60 })
    expect(await count('attempts WHERE ticket_id = ?', guest.ticketId)).toBe(0)
    desk.pass(60)
    const again = await askCode(desk, guest)
    expect(await guest.browser.post(guest.linkPath, { code: again })).toMatchObject({ status: 303 })
  })

  test('a code that KV does not know is no wrong code', async () => {
    const desk = await openPlatformDesk()
    const guest = await guestWithTicket(desk)
    const code = await askCode(desk, guest)
    const [{ code_id: codeId } = {}] = await rows(
      'SELECT * FROM codes WHERE ticket_id = ?',
      guest.ticketId,
    )
    await env.CODES.delete(String(codeId))
    for (const each of [code, wrongCode(code)]) {
      expect(await guest.browser.post(guest.linkPath, { code: each })).toMatchObject({
        status: 503,
      })
    }
    expect(await count('attempts WHERE ticket_id = ?', guest.ticketId)).toBe(0)
  })

  test('in good days D1 holds no code', async () => {
    const desk = await openPlatformDesk()
    const guest = await guestWithTicket(desk)
    await askCode(desk, guest)
    expect(await count('codes WHERE mac IS NULL AND ticket_id = ?', guest.ticketId)).toBe(1)
    const [{ code_id: codeId } = {}] = await rows(
      'SELECT * FROM codes WHERE ticket_id = ?',
      guest.ticketId,
    )
    expect(await env.CODES.get(String(codeId))).toMatch(/^[\w-]{43}$/)
  })
})

describe('R2 down', () => {
  test('a reply is refused with its text and the name of the file; nothing of it is stored', async () => {
    const { state, proxy } = breakable(env.ATTACHMENTS, ['put', 'head', 'get', 'list'])
    const desk = await openPlatformDesk({ ATTACHMENTS: proxy })
    const { browser, ticketPath, ticketId } = await guestInside(desk)
    const reply = {
      key: newKey(),
      text: '\ufeffIată ecranul 📷',
      files: [newPicture('ecranul meu.png')],
    }
    state.down = true
    const refused = await browser.post(ticketPath, reply)
    expect(refused).toMatchObject({ status: 503, code: 'file-not-stored', files: [] })
    expect(refused.params).toEqual({ name: 'ecranul meu.png' })
    expect(refused.retryAfterSeconds).toBeGreaterThan(0)
    expect(refused.values?.['text']).toEqual([reply.text])
    expect(await count('messages WHERE ticket_id = ?', ticketId)).toBe(1)
    state.down = false
    expect(await browser.post(ticketPath, reply)).toMatchObject({ status: 303 })
    expect(await count('attachments WHERE ticket_id = ?', ticketId)).toBe(1)
  })

  test('a reply without files goes through', async () => {
    const { state, proxy } = breakable(env.ATTACHMENTS, ['put', 'head', 'get', 'list'])
    const desk = await openPlatformDesk({ ATTACHMENTS: proxy })
    const { browser, ticketPath } = await guestInside(desk)
    state.down = true
    expect(await browser.post(ticketPath, { key: newKey(), text: 'Doar text.' })).toMatchObject({
      status: 303,
    })
  })

  test('a file stored before the outage is not sent again', async () => {
    const desk = await openPlatformDesk()
    const { browser, ticketPath, ticketId } = await guestInside(desk)
    const key = newKey()
    const files = [newPicture('unu.png'), new File(['MZ\0'], 'doi.exe')]
    const refused = await browser.post(ticketPath, { key, text: 'Două fișiere.', files })
    expect(refused).toMatchObject({
      status: 415,
      code: 'unsupported-file',
      params: { name: 'doi.exe' },
    })
    const stored = refused.files?.map(({ attachmentId }) => attachmentId) ?? []
    expect(stored).toHaveLength(1)
    const again = await browser.post(ticketPath, { key, text: 'Două fișiere.', stored })
    expect(again).toMatchObject({ status: 303 })
    const [file] = await rows('SELECT name FROM attachments WHERE ticket_id = ?', ticketId)
    expect(file).toEqual({ name: 'unu.png' })
  })
})

test('a queue that takes nothing delays no answer, and the sweep delivers', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const settings = parseSettings(env)
  const sent: string[] = []
  const mailbox = {
    send: async ({ to }: EmailMessageBuilder) => (sent.push(String(to)), { messageId: 'one' }),
  }
  const parts = { OUTBOX: { send: outage } as never, EMAIL: mailbox as unknown as SendEmail }
  const context = { waitUntil: () => undefined }
  const desk = openDesk(
    { ...bindingsOver(1), ...parts },
    settings,
    await openKeys(settings),
    context,
  )
  const email = newEmail()
  const { ticketId } = await fileTicket(desk, newViewer(), newFiling(desk, { email }))
  expect(sent).toEqual([])
  await runOutbox(desk)
  await runOutbox(desk)
  expect(sent.filter((to) => to === email)).toEqual([email])
  expect(await count("outbox WHERE state = 'sent' AND ticket_id = ?", ticketId)).toBe(1)
  const lines = log.mock.calls.map(([line]) => String(line))
  log.mockRestore()
  expect(lines.filter((line) => line.includes('queue-down'))).toHaveLength(1)
  expect(lines.filter((line) => line.includes('@') || line.includes(ticketId))).toEqual([])
})

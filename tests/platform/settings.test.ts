import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { openKeys } from '../../src/platform/open-desk.ts'
import { apiTokensOf, parseSettings } from '../../src/platform/settings.ts'
import { askCode, guestWithTicket, newKey } from './guest.ts'
import { openPlatformDesk } from './platform-desk.ts'

const another = 'YW5vdGhlciBzZWNyZXQgb2YgMzIgYnl0ZXMsIHllcyE='
const good = { ...env } as Record<string, unknown>

function refusalOf(changes: Record<string, unknown>): string {
  try {
    parseSettings({ ...good, ...changes })
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return 'taken'
}

describe('settings', () => {
  test('that are right are taken', () => {
    expect(parseSettings(good)).toMatchObject({ EMAIL_SENDER: 'cloudflare', SMTP_PORT: 587 })
  })

  test.each(['SECRET_KEY', 'API_TOKEN', 'ORIGIN', 'EMAIL_FROM'])(
    'without %s are refused',
    (name) => {
      expect(refusalOf({ [name]: undefined })).toContain(name)
      expect(refusalOf({ [name]: '' })).toContain(name)
    },
  )

  test.each([
    ['SECRET_KEY', 'too-short-a-secret'],
    ['SECRET_KEY', `${another}${another}`],
    ['SECRET_KEY_PREVIOUS', 'too-short-a-secret'],
    ['API_TOKEN', 'guess-me'],
    ['API_TOKEN', 'a token with blanks, which no bearer header can carry'],
    ['API_TOKEN_PREVIOUS', 'guess-me'],
    ['ORIGIN', 'tickets.example.org'],
    ['ORIGIN', 'https://tickets.example.org/'],
    ['ORIGIN', 'javascript:alert(1)'],
    ['EMAIL_SENDER', 'pigeon'],
    ['EMAIL_FROM', 'nobody-at-all'],
    ['SMTP_PORT', 'port-of-call'],
    ['SMTP_SECURITY', 'perhaps'],
  ])('with a malformed %s are refused, and the value is not repeated', (name, value) => {
    const refusal = refusalOf({ [name]: value })
    expect(refusal).toContain(name)
    expect(refusal).not.toContain(value)
  })

  test('name everything that is wrong at once', () => {
    const refusal = refusalOf({ SECRET_KEY: undefined, API_TOKEN: 'short', ORIGIN: 'nowhere' })
    for (const name of ['SECRET_KEY', 'API_TOKEN', 'ORIGIN']) expect(refusal).toContain(name)
  })

  test('with a hole between the databases are refused', () => {
    const DB_02 = undefined
    expect(refusalOf({ DB_02 })).toContain('DB_02')
    expect(refusalOf({ DB_02, DB_03: undefined })).toBe('taken')
  })

  test('with SMTP need a server', () => {
    expect(refusalOf({ EMAIL_SENDER: 'smtp' })).toContain('SMTP_HOST')
    expect(refusalOf({ EMAIL_SENDER: 'smtp', SMTP_HOST: 'mail.example.com' })).toBe('taken')
  })
})

describe('the tokens of the API', () => {
  const token = (letter: string) => letter.repeat(32)

  test('are the present one, and the one before while it is set', () => {
    const one = parseSettings({ ...good, API_TOKEN: token('a') })
    expect(apiTokensOf(one)).toEqual([token('a')])
    const two = parseSettings({ ...good, API_TOKEN: token('b'), API_TOKEN_PREVIOUS: token('a') })
    expect(apiTokensOf(two)).toEqual([token('b'), token('a')])
  })
})

describe('mail in clear', () => {
  const smtp = { EMAIL_SENDER: 'smtp', SMTP_HOST: 'mail.example.com' }
  const plain = { ...smtp, SMTP_SECURITY: 'none' }

  test.each([
    'https://help.example.com',
    'http://help.example.com',
    'http://localhost.example.com',
  ])('is refused where people write: %s', (ORIGIN) => {
    expect(refusalOf({ ...plain, ORIGIN })).toContain('SMTP_SECURITY')
    expect(refusalOf({ ...smtp, ORIGIN })).toBe('taken')
  })

  test.each(['http://localhost:8787', 'http://127.0.0.1:8787'])(
    'is for one machine: %s',
    (ORIGIN) => {
      expect(refusalOf({ ...plain, ORIGIN })).toBe('taken')
    },
  )
})

describe('a new secret key', () => {
  const previous = env.SECRET_KEY
  const replaced = (more: object) =>
    openKeys(parseSettings({ ...good, SECRET_KEY: another, ...more }))

  test('with the previous one beside it: links and codes that are out go on working', async () => {
    const desk = await openPlatformDesk()
    const guest = await guestWithTicket(desk)
    const code = await askCode(desk, guest)
    Object.assign(desk, await replaced({ SECRET_KEY_PREVIOUS: previous }))
    const entered = await guest.browser.post(guest.linkPath, { code })
    expect(entered).toMatchObject({ status: 303, location: guest.ticketPath })
  })

  test('signs the links from then on', async () => {
    const desk = await openPlatformDesk()
    Object.assign(desk, await replaced({ SECRET_KEY_PREVIOUS: previous }))
    const guest = await guestWithTicket(desk)
    Object.assign(desk, await replaced({}))
    expect(await askCode(desk, guest)).toMatch(/^\d{6}$/)
  })

  test('alone: the old links open nothing', async () => {
    const desk = await openPlatformDesk()
    const guest = await guestWithTicket(desk)
    Object.assign(desk, await replaced({}))
    const asked = await guest.browser.post(guest.codePath, {})
    expect(asked).toMatchObject({ status: 404, code: 'link-not-found' })
  })

  test('does not end the sessions there are', async () => {
    const desk = await openPlatformDesk()
    const guest = await guestWithTicket(desk)
    await guest.browser.post(guest.linkPath, { code: await askCode(desk, guest) })
    Object.assign(desk, await replaced({}))
    const reply = { key: newKey(), text: 'Sunt încă aici.' }
    const sent = await guest.browser.post(guest.ticketPath, reply)
    expect(sent).toMatchObject({ status: 303 })
  })
})

test('no key of the desk gives its bytes to anybody', async () => {
  const previous = { SECRET_KEY_PREVIOUS: another }
  const { keys, sealKeys } = await openKeys(parseSettings({ ...good, ...previous }))
  expect([keys.length, sealKeys.length]).toEqual([2, 2])
  for (const key of [...keys, ...sealKeys]) {
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
  }
})

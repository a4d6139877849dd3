import { describe, expect, test } from 'vitest'
import { confirmCode } from '../../../src/core/access/confirm-code.ts'
import { bytesToBase64url, digest, importKey, mac } from '../../../src/core/token.ts'
import { askCode, fileOne, linkToken, newViewer } from '../../desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from '../../desk/open-memory-desk.ts'

const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

async function withCode(desk: MemoryDesk) {
  const ticketId = await fileOne(desk)
  const viewer = newViewer()
  const token = await linkToken(desk, ticketId)
  const code = await askCode(desk, viewer, token)
  const enter = (text: string) => confirmCode(desk, viewer, { token, code: text, remember: false })
  return { ticketId, viewer, token, code, enter }
}

describe('the right code', () => {
  test('opens a session for this ticket and browser', async () => {
    const desk = await openMemoryDesk()
    const { ticketId, code, enter } = await withCode(desk)
    const guest = await enter(code)
    expect(guest.ticketId).toBe(ticketId)
    const session = await desk.access.findSession(await digest(guest.sessionId))
    expect(session).toMatchObject({ remembered: false, endedAt: undefined })
    expect(desk.d1.rows('SELECT verified_at FROM tickets')[0]?.['verified_at']).toBe(
      desk.now().getTime(),
    )
  })

  test('costs three round trips, and its session follows from the challenge', async () => {
    const desk = await openMemoryDesk()
    const { code, enter } = await withCode(desk)
    const { calls } = desk.d1
    const { sessionId } = await enter(code)
    expect(desk.d1.calls - calls).toBe(3)
    const [{ challenge_id: challengeId } = {}] = desk.d1.rows('SELECT * FROM challenges')
    const claim = await mac(desk.keys, 'session', String(challengeId))
    expect(sessionId).toBe(bytesToBase64url(claim))
  })

  test('a second tap within a minute is the same success, later it is used', async () => {
    const desk = await openMemoryDesk()
    const { code, enter } = await withCode(desk)
    const first = await enter(code)
    desk.pass(59)
    expect(await enter(code)).toEqual(first)
    await expect(enter(wrong(code))).rejects.toMatchObject({ code: 'code-expired' })
    desk.pass(1)
    await expect(enter(code)).rejects.toMatchObject({ code: 'code-expired' })
  })

  test('a second tap after the key was replaced is the same success, without the former key none', async () => {
    const desk = await openMemoryDesk()
    const { token, viewer, code, enter } = await withCode(desk)
    const first = await enter(code)
    const next = await importKey(new Uint8Array(32).fill(8))
    const [former] = desk.keys
    desk.keys = [next, former]
    expect(await enter(code)).toEqual(first)
    const notYetReplaced = { ...desk, keys: [former, next] as const }
    expect(await confirmCode(notYetReplaced, viewer, { token, code, remember: false })).toEqual(
      first,
    )
    desk.keys = [next]
    await expect(enter(code)).rejects.toMatchObject({ code: 'link-not-found' })
  })

  test('fifty at once open exactly one session and waste no attempt', async () => {
    const desk = await openMemoryDesk()
    const { code, enter } = await withCode(desk)
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => enter(code)))
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    expect(
      desk.d1.rows("SELECT * FROM sessions WHERE browser_hash = 'browser-maria'"),
    ).toHaveLength(1)
    expect(desk.d1.rows('SELECT * FROM attempts WHERE succeeded = 0')).toHaveLength(0)
  })

  test('works with the code store down at sending, and when it loses the code the attempt is given back', async () => {
    const desk = await openMemoryDesk()
    desk.codes.down = true
    const { code, enter } = await withCode(desk)
    await expect(enter(code)).resolves.toBeDefined()
    const other = await openMemoryDesk(2)
    const lost = await withCode(other)
    other.codes.codes.clear()
    const unavailable = { code: 'unavailable', retryAfterSeconds: 60 }
    await expect(lost.enter(lost.code)).rejects.toMatchObject(unavailable)
    expect(other.d1.rows('SELECT * FROM attempts')).toHaveLength(0)
    other.pass(60)
    const again = await askCode(other, lost.viewer, lost.token)
    other.codes.codes.clear()
    await expect(lost.enter(again)).resolves.toBeDefined()
  })
})

describe('a wrong code', () => {
  test('says how many attempts are left, and after the fifth nothing is compared', async () => {
    const desk = await openMemoryDesk()
    const { code, enter } = await withCode(desk)
    for (const count of [4, 3, 2, 1, 0]) {
      await expect(enter(wrong(code))).rejects.toMatchObject({
        code: 'wrong-code',
        params: { count },
      })
    }
    const usedUp = { code: 'attempts-used-up', retryAfterSeconds: 60 }
    for (const text of [code, '12']) await expect(enter(text)).rejects.toMatchObject(usedUp)
    expect(desk.d1.rows("SELECT * FROM outbox WHERE kind = 'locked'")).toEqual([])
  })

  test('sixty at once: exactly five are compared', async () => {
    const desk = await openMemoryDesk()
    const { code, enter } = await withCode(desk)
    const guesses = Array.from({ length: 60 }, () =>
      enter(wrong(code)).catch((error) => error.code),
    )
    const codes = await Promise.all(guesses)
    expect(codes.filter((each) => each === 'wrong-code')).toHaveLength(5)
    expect(codes.filter((each) => each === 'attempts-used-up')).toHaveLength(55)
  })

  test('a text that is no code costs no attempt', async () => {
    const desk = await openMemoryDesk()
    const { enter } = await withCode(desk)
    await expect(enter('12')).rejects.toMatchObject({
      code: 'malformed-code',
      params: { count: 5 },
    })
  })

  test('the tenth in an hour locks the ticket and tells its owner once', async () => {
    const desk = await openMemoryDesk()
    const { code, enter, viewer, token } = await withCode(desk)
    for (let tries = 0; tries < 5; tries += 1) await enter(wrong(code)).catch(() => undefined)
    desk.pass(60)
    const second = await askCode(desk, viewer, token)
    for (let tries = 0; tries < 5; tries += 1) await enter(wrong(second)).catch(() => undefined)
    expect(desk.d1.rows("SELECT * FROM outbox WHERE kind = 'locked'")).toHaveLength(1)
    desk.pass(60)
    await expect(askCode(desk, viewer, token)).rejects.toMatchObject({ code: 'attempts-used-up' })
  })
})

test('an expired code, and one that another browser asked for, open nothing', async () => {
  const desk = await openMemoryDesk()
  const { code, enter, token } = await withCode(desk)
  const elsewhere = newViewer('elsewhere')
  const input = { token, code, remember: false }
  await expect(confirmCode(desk, elsewhere, input)).rejects.toMatchObject({ code: 'code-expired' })
  desk.pass(600)
  await expect(enter(code)).rejects.toMatchObject({ code: 'code-expired' })
})

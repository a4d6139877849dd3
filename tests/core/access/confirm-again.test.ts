import { describe, expect, test } from 'vitest'
import { confirmCode } from '../../../src/core/access/confirm-code.ts'
import { failBatch } from '../../desk/fail-batch.ts'
import { askCode, fileOne, linkToken, newViewer } from '../../desk/guest.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'

const expired = { code: 'code-expired' }

async function withCode() {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  const viewer = newViewer()
  const token = await linkToken(desk, ticketId)
  const ask = () => askCode(desk, viewer, token)
  const code = await ask()
  const enter = (text: string) => confirmCode(desk, viewer, { token, code: text, remember: false })
  const sessions = () => desk.d1.rows("SELECT * FROM sessions WHERE browser_hash LIKE '%maria'")
  return { desk, code, ask, enter, sessions }
}

describe('a second tap', () => {
  test('is the same success although the code has run out in between', async () => {
    const { desk, code, enter } = await withCode()
    desk.pass(590)
    const first = await enter(code)
    desk.pass(20)
    expect(await enter(code)).toEqual(first)
  })

  test('counts for the code that was used, not for another one of the challenge', async () => {
    const { desk, code, ask, enter } = await withCode()
    desk.pass(60)
    const second = await ask()
    const confirmed = await enter(second)
    expect(await enter(second)).toEqual(confirmed)
    await expect(enter(code)).rejects.toMatchObject(expired)
    await expect(enter('12')).rejects.toMatchObject(expired)
  })

  test('opens nothing once the session has been ended', async () => {
    const { desk, code, enter } = await withCode()
    await enter(code)
    desk.d1.rows('UPDATE sessions SET ended_at = ?', desk.now().getTime())
    await expect(enter(code)).rejects.toMatchObject(expired)
    desk.d1.rows('DELETE FROM session_tickets')
    desk.d1.rows('DELETE FROM sessions')
    await expect(enter(code)).rejects.toMatchObject(expired)
  })
})

describe('of two at once', () => {
  test('who comes after the last attempt was taken is not compared', async () => {
    const { desk, code, enter, sessions } = await withCode()
    desk.access.takeAttempt = async () => false
    const usedUp = { code: 'attempts-used-up', retryAfterSeconds: 60 }
    await expect(enter(code)).rejects.toMatchObject(usedUp)
    desk.pass(60)
    await expect(enter(code)).rejects.toMatchObject({ ...usedUp, retryAfterSeconds: 1 })
    expect(sessions()).toEqual([])
  })

  test('who comes after the other was let in gets the same session', async () => {
    const { desk, code, enter, sessions } = await withCode()
    const { takeAttempt } = desk.access
    const inBetween: unknown[] = []
    desk.access.takeAttempt = async (attempt) => {
      desk.access.takeAttempt = takeAttempt
      inBetween.push(await enter(code))
      return takeAttempt.call(desk.access, attempt)
    }
    expect([await enter(code)]).toEqual(inBetween)
    expect(sessions()).toHaveLength(1)
  })
})

describe('with the store failing at the very end', () => {
  test('after the session was written, the guest is in', async () => {
    const { desk, code, enter, sessions } = await withCode()
    failBatch(desk, 3, 'after')
    const { sessionId } = await enter(code)
    expect(sessions()).toHaveLength(1)
    expect((await enter(code)).sessionId).toBe(sessionId)
    expect(desk.d1.rows('SELECT succeeded FROM attempts')).toEqual([{ succeeded: 1 }])
  })

  test('before it was written, the guest is told to try again, and can', async () => {
    const { desk, code, enter, sessions } = await withCode()
    failBatch(desk, 3, 'before')
    await expect(enter(code)).rejects.toMatchObject({ code: 'unavailable' })
    expect(sessions()).toEqual([])
    await expect(enter(code)).resolves.toBeDefined()
  })
})

test('with the code store down or spoilt nothing is compared, and the log says which', async () => {
  const { desk, code, enter } = await withCode()
  const unavailable = { code: 'unavailable' }
  for (const [codeId] of desk.codes.codes) desk.codes.codes.set(codeId, 'not base64url!')
  await expect(enter(code)).rejects.toMatchObject(unavailable)
  expect(desk.logged.map(({ event }) => event)).not.toContain('code-store-down')
  desk.codes.down = true
  await expect(enter(code)).rejects.toMatchObject(unavailable)
  expect(desk.logged.map(({ event }) => event)).toContain('code-store-down')
})

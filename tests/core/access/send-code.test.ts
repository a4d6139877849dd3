import { describe, expect, test } from 'vitest'
import { confirmCode } from '../../../src/core/access/confirm-code.ts'
import { sendCode } from '../../../src/core/access/send-code.ts'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { askCode, fileOne, linkToken, newViewer } from '../../desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from '../../desk/open-memory-desk.ts'

const wrong = (code: string) => (code === '000000' ? '000001' : '000000')
const codeMails = (desk: MemoryDesk) => desk.d1.rows("SELECT * FROM outbox WHERE kind = 'code'")

async function withLink() {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  const token = await linkToken(desk, ticketId)
  const viewer = newViewer()
  const send = (name = 'maria') => sendCode(desk, newViewer(name), token)
  const enter = (code: string) => confirmCode(desk, viewer, { token, code, remember: false })
  return { desk, ticketId, token, viewer, send, enter }
}

async function deliverCode(desk: MemoryDesk): Promise<string> {
  await deliver(desk)
  return desk.mailSender.sent.at(-1)?.mail.text.match(/^\d{6}$/m)?.[0] ?? ''
}

describe('a code', () => {
  test('goes to the stored address, in one mail, and wakes the outbox', async () => {
    const { desk, send } = await withLink()
    const { wakes } = desk
    await send()
    expect(desk.wakes).toBe(wakes + 1)
    desk.mailSender.sent.length = 0
    await deliver(desk)
    expect(desk.mailSender.sent.map(({ to }) => to)).toEqual(['maria@example.com'])
    expect(desk.mailSender.sent[0]?.mail.text).toMatch(/^\d{6}$/m)
  })

  test('is nowhere in the clear: neither in the database nor in the code store', async () => {
    const { desk, viewer, token, send } = await withLink()
    await send()
    const rows = JSON.stringify([codeMails(desk), desk.d1.rows('SELECT * FROM codes')])
    const code = await deliverCode(desk)
    expect(rows).not.toContain(code)
    expect([...desk.codes.codes.values()].join()).not.toContain(code)
    expect(codeMails(desk)[0]?.['sealed_code']).toBeNull()
    await expect(confirmCode(desk, viewer, { token, code, remember: false })).resolves.toBeDefined()
  })

  test('asked for again leaves the earlier one valid till it expires, and resets no count', async () => {
    const { desk, viewer, token, enter } = await withLink()
    const first = await askCode(desk, viewer, token)
    const count = (left: number) => ({ code: 'wrong-code', params: { count: left } })
    await expect(enter(wrong(first))).rejects.toMatchObject(count(4))
    desk.pass(60)
    const second = await askCode(desk, viewer, token)
    expect(desk.d1.rows('SELECT * FROM challenges')).toHaveLength(1)
    desk.pass(539)
    const neither = [first, second].includes('111111') ? '222222' : '111111'
    await expect(enter(neither)).rejects.toMatchObject(count(3))
    await expect(enter(first)).resolves.toBeDefined()
  })

  test('that has expired is not revived by the next one', async () => {
    const { desk, viewer, token, enter } = await withLink()
    const first = await askCode(desk, viewer, token)
    desk.pass(600)
    const second = await askCode(desk, viewer, token)
    expect(second).not.toBe(first)
    await expect(enter(first)).rejects.toMatchObject({ code: 'wrong-code' })
    expect(desk.d1.rows('SELECT * FROM challenges')).toHaveLength(2)
  })

  test('after the fifth wrong attempt begins a new challenge with five more', async () => {
    const { desk, viewer, token, enter } = await withLink()
    const first = await askCode(desk, viewer, token)
    for (let tries = 0; tries < 5; tries += 1) await enter(wrong(first)).catch(() => undefined)
    desk.pass(60)
    const second = await askCode(desk, viewer, token)
    const neither = [first, second].includes('111111') ? '222222' : '111111'
    await expect(enter(neither)).rejects.toMatchObject({ params: { count: 4 } })
    await expect(enter(second)).resolves.toBeDefined()
  })

  test('is kept in the database while the code store is down, and only then', async () => {
    const { desk, send } = await withLink()
    desk.codes.down = true
    await send()
    desk.codes.down = false
    await send('elsewhere')
    const macs = desk.d1.rows('SELECT mac FROM codes ORDER BY browser_hash').map(({ mac }) => mac)
    expect(macs).toEqual([null, expect.stringMatching(/^[\w-]{43}$/)])
    expect(desk.codes.codes.size).toBe(1)
    expect(desk.logged.map(({ event }) => event)).toContain('code-store-down')
  })
})

describe('nothing is sent', () => {
  test('to a browser without our cookie, such as a mail scanner', async () => {
    const { desk, token, viewer } = await withLink()
    const scanner = { ...viewer, hasCookie: false }
    await expect(sendCode(desk, scanner, token)).rejects.toMatchObject({ code: 'cookies-needed' })
    expect(codeMails(desk)).toHaveLength(0)
    expect(desk.codes.codes.size).toBe(0)
  })

  test('for a link that does not open', async () => {
    const { desk, ticketId, viewer } = await withLink()
    for (const token of ['', 'nonsense', await linkToken(desk, ticketId, 2)]) {
      await expect(sendCode(desk, viewer, token)).rejects.toMatchObject({ code: 'link-not-found' })
    }
    expect(codeMails(desk)).toHaveLength(0)
  })

  test('within a minute of the last one; the refusal says how long to wait', async () => {
    const { desk, send } = await withLink()
    await send()
    desk.pass(59)
    await expect(send()).rejects.toMatchObject({ code: 'too-early', retryAfterSeconds: 1 })
    expect(codeMails(desk)).toHaveLength(1)
    expect(desk.codes.codes.size).toBe(1)
    desk.pass(1)
    await expect(send()).resolves.toBeUndefined()
  })

  test('after five in an hour, whichever browser asks', async () => {
    const { desk, send } = await withLink()
    for (const name of ['a', 'b', 'c', 'd', 'e']) await send(name)
    desk.pass(3599)
    const refused = { code: 'codes-used-up', retryAfterSeconds: 1 }
    await expect(send('f')).rejects.toMatchObject(refused)
    expect(codeMails(desk)).toHaveLength(5)
    desk.pass(1)
    await expect(send('f')).resolves.toBeUndefined()
  })

  test('while the ticket is locked, even in a browser that tried nothing', async () => {
    const { desk, viewer, token, enter, send } = await withLink()
    for (let round = 0; round < 2; round += 1) {
      const code = wrong(await askCode(desk, viewer, token))
      for (let tries = 0; tries < 5; tries += 1) await enter(code).catch(() => undefined)
      desk.pass(60)
    }
    const refused = { code: 'attempts-used-up', retryAfterSeconds: 3600 - 120 }
    await expect(send('elsewhere')).rejects.toMatchObject(refused)
    expect(codeMails(desk)).toHaveLength(2)
  })
})

describe('at once', () => {
  test('seven presses of the button send one code', async () => {
    const { desk, send } = await withLink()
    const results = await Promise.allSettled(Array.from({ length: 7 }, () => send()))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'too-early' })
    }
    expect(codeMails(desk)).toHaveLength(1)
    expect(desk.d1.rows('SELECT * FROM challenges')).toHaveLength(1)
  })

  test('nine browsers are sent five codes', async () => {
    const { desk, send } = await withLink()
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
    const results = await Promise.allSettled(names.map((name) => send(name)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect(codeMails(desk)).toHaveLength(5)
  })
})

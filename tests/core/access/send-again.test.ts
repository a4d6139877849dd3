import { describe, expect, test } from 'vitest'
import { sendCode } from '../../../src/core/access/send-code.ts'
import { failBatch } from '../../desk/fail-batch.ts'
import { fileOne, linkToken, newViewer } from '../../desk/guest.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'

async function withLink() {
  const desk = await openMemoryDesk()
  const token = await linkToken(desk, await fileOne(desk))
  const send = (name = 'maria') => sendCode(desk, newViewer(name), token)
  const codes = () => desk.d1.rows('SELECT * FROM codes').length
  return { desk, send, codes }
}

describe('with the store failing while a code is written', () => {
  test('after it was, the code is on its way', async () => {
    const { desk, send, codes } = await withLink()
    await send('elsewhere')
    const { wakes } = desk
    failBatch(desk, 2, 'after')
    await send()
    expect(codes()).toBe(2)
    expect(desk.wakes).toBe(wakes + 1)
  })

  test('before it was, the guest is told to try again, and can', async () => {
    const { desk, send, codes } = await withLink()
    await send('elsewhere')
    failBatch(desk, 2, 'before')
    await expect(send()).rejects.toMatchObject({ code: 'unavailable' })
    expect(codes()).toBe(1)
    await send()
    expect(codes()).toBe(2)
  })
})

describe('a budget used up in between', () => {
  test('is told as what it is', async () => {
    const { desk, send, codes } = await withLink()
    for (const name of ['a', 'b', 'c', 'd']) await send(name)
    const { addCode } = desk.access
    desk.access.addCode = async (code) => {
      desk.access.addCode = addCode
      await send('e')
      return addCode.call(desk.access, code)
    }
    const refused = { code: 'codes-used-up', retryAfterSeconds: 3600 }
    await expect(send()).rejects.toMatchObject(refused)
    expect(codes()).toBe(5)
  })

  test('and free again by now is too early, by as long as a resend', async () => {
    const { desk, send } = await withLink()
    desk.access.addCode = async () => false
    const { wakes } = desk
    await expect(send()).rejects.toMatchObject({ code: 'too-early', retryAfterSeconds: 60 })
    expect(desk.wakes).toBe(wakes)
  })
})

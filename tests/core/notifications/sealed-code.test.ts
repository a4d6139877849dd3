import { describe, expect, test } from 'vitest'
import { sealCode, unsealCode } from '../../../src/core/notifications/sealed-code.ts'
import { base64urlToBytes, bytesToBase64url } from '../../../src/core/token.ts'

const algorithm = { name: 'AES-GCM', length: 256 }
const keyOf = (byte: number) =>
  crypto.subtle.importKey('raw', new Uint8Array(32).fill(byte), algorithm, false, [
    'encrypt',
    'decrypt',
  ])
const sealKeys = [await keyOf(7)] as const
const nonce = (byte: number) => new Uint8Array(12).fill(byte)
const seal = () => sealCode(sealKeys, nonce(1), '048213')

describe('a sealed code', () => {
  test('is opened by its own key', async () => {
    expect(await unsealCode(sealKeys, await seal())).toBe('048213')
  })

  test('shows nothing of the code, and looks different each time', async () => {
    const sealed = await seal()
    expect(sealed).not.toContain('048213')
    expect(atob(sealed.replaceAll('-', '+').replaceAll('_', '/'))).not.toContain('048213')
    expect(await sealCode(sealKeys, nonce(2), '048213')).not.toBe(sealed)
  })

  test('is opened by the second of two keys', async () => {
    expect(await unsealCode([await keyOf(8), ...sealKeys], await seal())).toBe('048213')
  })

  test('is not opened by other keys', async () => {
    await expect(unsealCode([await keyOf(8)], await seal())).rejects.toThrow()
    await expect(unsealCode([await keyOf(8), await keyOf(9)], await seal())).rejects.toThrow()
  })

  test('with any byte changed is not opened', async () => {
    const bytes = base64urlToBytes(await seal()) ?? new Uint8Array()
    expect(bytes).toHaveLength(12 + 6 + 16)
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = bytes.map((byte, at) => (at === index ? byte ^ 1 : byte))
      await expect(unsealCode(sealKeys, bytesToBase64url(changed)), `${index}`).rejects.toThrow()
    }
  })

  test.each([
    ['nothing', () => ''],
    ['a code in the clear', () => '048213'],
    ['a nonce alone', (sealed: string) => sealed.slice(0, 16)],
    ['one cut short', (sealed: string) => sealed.slice(0, -4)],
    ['no base64url', () => '=== '],
  ])('cannot be %s', async (_, spoil) => {
    await expect(unsealCode(sealKeys, spoil(await seal()))).rejects.toThrow()
  })
})

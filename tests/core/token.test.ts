import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  base64urlToBytes,
  bytesToBase64url,
  digest,
  everyMac,
  importKey,
  mac,
  macMatches,
  type Keys,
} from '../../src/core/token.ts'

const secret = (byte: number) => new Uint8Array(32).fill(byte)
const keys: Keys = [await importKey(secret(1))]
const bytesOf = async (...input: Parameters<typeof mac>) => new Uint8Array(await mac(...input))

test('a key of less than 32 bytes is refused', () => {
  expect(() => importKey(new Uint8Array(31))).toThrow(RangeError)
})

describe('a MAC', () => {
  test('is HMAC-SHA-256 over purpose, NUL and text', async () => {
    const expected = createHmac('sha256', secret(1)).update('code\x00482913').digest()
    expect(Buffer.from(await mac(keys, 'code', '482913'))).toEqual(expected)
  })

  test('matches its own purpose and text, and no other', async () => {
    const bytes = await bytesOf(keys, 'code', 'abc')
    expect(await macMatches(keys, 'code', 'abc', bytes)).toBe(true)
    expect(await macMatches(keys, 'code', 'abd', bytes)).toBe(false)
    expect(await macMatches(keys, 'session', 'abc', bytes)).toBe(false)
  })

  test.each([
    ['nothing', 0],
    ['its first byte', 1],
    ['all but its last byte', 31],
  ])('is not matched by %s of it', async (_, length) => {
    const bytes = await bytesOf(keys, 'code', 'abc')
    expect(await macMatches(keys, 'code', 'abc', bytes.slice(0, length))).toBe(false)
  })

  test('is not matched by itself with a byte more', async () => {
    const bytes = await bytesOf(keys, 'code', 'abc')
    expect(await macMatches(keys, 'code', 'abc', new Uint8Array([...bytes, 0]))).toBe(false)
  })

  test('is made with the first key and matched by each of them', async () => {
    const [oldKey] = keys
    const both: Keys = [await importKey(secret(2)), oldKey]
    expect(await macMatches(both, 'code', 'abc', await bytesOf(keys, 'code', 'abc'))).toBe(true)
    expect(await macMatches(keys, 'code', 'abc', await bytesOf(both, 'code', 'abc'))).toBe(false)
  })
})

test('a digest is SHA-256 in base64url: of a text the same as of its UTF-8 bytes', async () => {
  expect(await digest('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
  expect(await digest(new TextEncoder().encode('ț'))).toBe(await digest('ț'))
  expect(await digest('')).toHaveLength(43)
})

describe('base64url', () => {
  test('comes back as it went, whatever the bytes', () => {
    for (let length = 0; length < 70; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 89 + length) % 256)
      const text = bytesToBase64url(bytes)
      expect(text).toMatch(/^[\w-]*$/)
      expect(base64urlToBytes(text)).toEqual(bytes)
    }
  })

  test.each([
    ['an impossible length', 'AAAAA'],
    ['padding', 'AA=='],
    ['the letters of the other alphabet', 'ab+/'],
    ['unused bits that are set', 'AB'],
    ['a space', 'AA A'],
    ['a line break', 'AAAA\n'],
    ['a letter beyond ASCII', 'AAAé'],
  ])('with %s is none', (_, text) => {
    expect(base64urlToBytes(text)).toBeUndefined()
  })
})

test('a key gives its bytes to nobody', async () => {
  const [key] = keys
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
})

test('every MAC is the one under each key, the signing one’s first', async () => {
  const both: Keys = [await importKey(secret(2)), ...keys]
  const [first, second, ...more] = await everyMac(both, 'code', 'abc')
  expect(first).toEqual(await mac(both, 'code', 'abc'))
  expect(second).toEqual(await mac(keys, 'code', 'abc'))
  expect(more).toEqual([])
})

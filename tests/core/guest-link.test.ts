import { describe, expect, test } from 'vitest'
import { guestLinkToToken, tokenToGuestLink } from '../../src/core/guest-link.ts'
import { bytesToBase64url, importKey, mac, type Keys } from '../../src/core/token.ts'

const keyOf = (byte: number) => importKey(new Uint8Array(32).fill(byte))
const keys: Keys = [await keyOf(7)]
const link = { ticketId: '7K3FQ2MD', generation: 12 }
const token = await guestLinkToToken(keys, link)

test('a token is number, generation and MAC, and reads back as its link', async () => {
  expect(token).toMatch(/^7K3FQ2MD\.12\.[\w-]{43}$/)
  expect(await tokenToGuestLink(keys, token)).toEqual(link)
})

test('a token goes on opening while its key is being replaced, and no longer', async () => {
  const newKey = await keyOf(8)
  expect(await tokenToGuestLink([newKey, keys[0]], token)).toEqual(link)
  expect(await tokenToGuestLink([newKey], token)).toBeUndefined()
})

describe('no link is', () => {
  const [ticketId, generation, proof] = token.split('.')
  test.each([
    ['nothing', ''],
    ['another ticket under the same MAC', `7K3FQ2ME.${generation}.${proof}`],
    ['another generation under the same MAC', `${ticketId}.13.${proof}`],
    ['generation 0', `${ticketId}.0.${proof}`],
    ['a generation with a leading zero', `${ticketId}.012.${proof}`],
    ['a negative generation', `${ticketId}.-12.${proof}`],
    ['a generation beyond nine digits', `${ticketId}.1234567890.${proof}`],
    ['a token cut short by one', token.slice(0, -1)],
    ['a token with one more', `${token}A`],
    ['a token with a line break behind it', `${token}\n`],
    ['a token in lower case', token.toLowerCase()],
    ['a number with letters that no number has', `7K3FQ2MI.${generation}.${proof}`],
    ['a MAC of padding alone', `${ticketId}.${generation}.${'='.repeat(43)}`],
    ['another script', `${ticketId}.١٢.${proof}`],
    ['a lone surrogate', `${token}\ud800`],
    ['10 MB', 'A'.repeat(10 * 1024 * 1024)],
  ])('%s', async (_, text) => {
    expect(await tokenToGuestLink(keys, text)).toBeUndefined()
  })

  test('any single character of the MAC changed', async () => {
    for (let index = 0; index < 43; index += 1) {
      const wrong = proof?.[index] === 'A' ? 'B' : 'A'
      const changed = `${proof?.slice(0, index)}${wrong}${proof?.slice(index + 1)}`
      expect(
        await tokenToGuestLink(keys, `${ticketId}.${generation}.${changed}`),
        `${index}`,
      ).toBeUndefined()
    }
  })

  test('the same claim under a MAC for another purpose', async () => {
    const claim = `${ticketId}.${generation}`
    const other = bytesToBase64url(await mac(keys, 'session', claim))
    expect(await tokenToGuestLink(keys, `${claim}.${other}`)).toBeUndefined()
  })
})

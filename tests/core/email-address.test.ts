import { expect, test } from 'vitest'
import { addressKey, parseEmailAddress } from '../../src/core/email-address.ts'

test.each([
  ['maria@example.com', 'maria@example.com'],
  ['  maria@example.com\n', 'maria@example.com'],
  ['Maria.Pop@EXAMPLE.Com', 'Maria.Pop@example.com'],
  ["o'brien+tag/x=y@mail.example.co.uk", "o'brien+tag/x=y@mail.example.co.uk"],
  ["!#$%&'*+/=?^_`{|}~-.a@a-b.example", "!#$%&'*+/=?^_`{|}~-.a@a-b.example"],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ['a@xn--exmple-cua.example', 'a@xn--exmple-cua.example'],
  ['a@1.2', 'a@1.2'],
])('%j is the address %j', (input, email) => {
  expect(parseEmailAddress(input)).toBe(email)
})

const longDomain = `${`${'b'.repeat(63)}.`.repeat(3)}example`

test.each([
  '',
  'maria',
  'maria@',
  '@example.com',
  'maria@example',
  'maria@localhost',
  'maria@example.',
  'maria@.example.com',
  'maria@-a.example',
  'maria@a-.example',
  'maria@a..example',
  `maria@${'b'.repeat(64)}.example`,
  `${'a'.repeat(65)}@example.com`,
  `${'a'.repeat(64)}@${longDomain}`,
  'a b@example.com',
  'a@b@example.com',
  '"a b"@example.com',
  'Maria <maria@example.com>',
  'a@example.com,b@example.com',
  'a@example.com;b@example.com',
  'a@example.com\r\nBcc: b@example.com',
  'a\r\nBcc:b@example.com',
  'a\0@example.com',
  'a@example.com\0',
  'mаria@example.com',
  'ș@example.com',
  'a@exämple.example',
  'a@example.cоm',
  '\u202ea@example.com',
  'a\u200b@example.com',
  'ſ\u212a@example.com',
  'a@\u212a.example',
  '\ud800@example.com',
  'a@[127.0.0.1]',
])('%j is no address', (input) => {
  expect(parseEmailAddress(input)).toBeUndefined()
})

test('254 units are the most', () => {
  const domain = `${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(58)}.ex`
  expect(parseEmailAddress(`${'a'.repeat(64)}@${domain}`)).toHaveLength(254)
  expect(parseEmailAddress(`${'a'.repeat(64)}@d${domain}`)).toBeUndefined()
})

test('10 MB are refused in time', () => {
  for (const unit of ['a', 'a.', '@', ' ', 'a@']) {
    expect(parseEmailAddress(unit.repeat(5_000_000))).toBeUndefined()
  }
})

test('two spellings of an address have one key', () => {
  expect(addressKey('Maria@Example.com')).toBe(addressKey('maria@example.COM'))
  expect(addressKey('maria@example.com')).not.toBe(addressKey('mario@example.com'))
})

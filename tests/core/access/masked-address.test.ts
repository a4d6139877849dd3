import { expect, test } from 'vitest'
import { maskAddress } from '../../../src/core/access/masked-address.ts'

test.each([
  ['maria@example.com', 'm•••@example.com'],
  ['m@example.com', 'm•••@example.com'],
  ['"a@b"@example.com', '"•••@example.com'],
  ['😀a@example.com', '😀•••@example.com'],
  ['@example.com', '•••@example.com'],
  ['maria@', 'm•••@'],
  ['maria', '•••'],
  ['', '•••'],
  ['@', '•••@'],
])('%j is shown as %j', (email, masked) => {
  expect(maskAddress(email)).toBe(masked)
})

test('the length of the name is not told', () => {
  expect(maskAddress('a@x.example')).toBe(maskAddress('anna-maria@x.example'))
})

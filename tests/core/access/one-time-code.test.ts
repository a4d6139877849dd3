import { expect, test } from 'vitest'
import { drawCode, parseCode } from '../../../src/core/access/one-time-code.ts'

test.each([
  '123456',
  '123 456',
  '123-456',
  '1 2 3 4 5 6',
  ' 123456\r\n',
  '123–456',
  '123\u00a0456',
  '123\u202f456',
  '\u202a123456\u202c',
  '\u200f123\u200b456\ufeff',
  '１２３４５６',
  '١٢٣٤٥٦',
  '۱۲۳-۴۵۶',
  '१२३४५६',
  '1٢３456',
  '𝟏𝟐𝟑𝟜𝟝𝟞',
])('%j is the code 123456', (input) => {
  expect(parseCode(input)).toBe('123456')
})

test('the digits of every numbering system are read', () => {
  for (const numberingSystem of Intl.supportedValuesOf('numberingSystem')) {
    const format = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false })
    const digits = Array.from({ length: 10 }, (_, digit) => format.format(digit))
    if (!digits.every((digit) => /^\p{Nd}$/u.test(digit))) continue
    expect(parseCode(digits.slice(0, 6).join('')), numberingSystem).toBe('012345')
    expect(parseCode(digits.slice(4).join('')), numberingSystem).toBe('456789')
  }
})

test.each([
  '',
  '12345',
  '1234567',
  '12345a',
  '123.456',
  '123,456',
  '123_456',
  '1e5',
  '-',
  '½23456',
  '①23456',
  'Ⅵ23456',
  '一二三四五六',
  '12345\ud800',
  '12345\0',
  '0x1234',
  '123456; DROP',
])('%j is no code', (input) => {
  expect(parseCode(input)).toBeUndefined()
})

test('up to 256 units are looked through', () => {
  expect(parseCode(`${' '.repeat(250)}123456`)).toBe('123456')
  expect(parseCode(`${' '.repeat(251)}123456`)).toBeUndefined()
})

test('10 MB are refused at once', () => {
  for (const unit of ['1', ' ', '-', '\u200b', '𝟏', 'a']) {
    expect(parseCode(unit.repeat(10_000_000 / unit.length))).toBeUndefined()
    expect(parseCode(`123456${unit.repeat(5_000_000)}`)).toBeUndefined()
  }
})

function bytesOf(...numbers: number[]): (length: number) => Uint8Array {
  return (length) => {
    const bytes = new Uint8Array(length)
    new DataView(bytes.buffer).setUint32(0, numbers.shift() ?? 0)
    return bytes
  }
}

test('a code has six digits, leading zeros included', () => {
  expect(drawCode(bytesOf(0))).toBe('000000')
  expect(drawCode(bytesOf(42))).toBe('000042')
  expect(drawCode(bytesOf(1_000_007))).toBe('000007')
  expect(drawCode(bytesOf(999_999))).toBe('999999')
})

test('numbers that would make some codes likelier are drawn again', () => {
  expect(drawCode(bytesOf(4_293_999_999))).toBe('999999')
  expect(drawCode(bytesOf(4_294_000_000, 7))).toBe('000007')
  expect(drawCode(bytesOf(2 ** 32 - 1, 4_294_000_001, 8))).toBe('000008')
})

test('drawn codes are read back', () => {
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const drawn = new Set(Array.from({ length: 100 }, () => drawCode(random)))
  for (const code of drawn) expect(parseCode(code)).toBe(code)
  expect(drawn.size).toBeGreaterThan(90)
})

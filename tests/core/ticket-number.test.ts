import { expect, test } from 'vitest'
import {
  drawTicketId,
  formatTicketNumber,
  parseTicketNumber,
} from '../../src/core/ticket-number.ts'

test.each([
  '7K3F-Q2MD',
  '7k3f-q2md',
  '7K3FQ2MD',
  '  7k3fq2md\n',
  '7K3F Q2MD',
  '7K3F–Q2MD',
  '7K3F\u2011Q2MD',
  '\u00a07K3F-Q2MD',
])('%j is ticket 7K3FQ2MD', (input) => {
  expect(parseTicketNumber(input)).toBe('7K3FQ2MD')
})

test('O, I and L are read as the digits they look like', () => {
  expect(parseTicketNumber('oOiI-lL01')).toBe('00111101')
})

test.each([
  '',
  '7K3F-Q2M',
  '7K3F-Q2MDX',
  '7K3FQ-2MD',
  '7K3F--Q2MD',
  '-7K3FQ2MD',
  'U000-0000',
  'u000-0000',
  '7K3F-Q2M\0',
  '７Ｋ３ＦＱ２ＭＤ',
  // Letters that upper case or case folding would turn into I, S and K.
  'ı000-0000',
  'ſ000-0000',
  '\u212a000-0000',
  '\u202e7K3F-Q2MD',
  '7K3F-Q2MD\ud800',
  '../../etc',
])('%j is no ticket number', (input) => {
  expect(parseTicketNumber(input)).toBeUndefined()
})

test('10 MB are refused at once', () => {
  for (const unit of [' ', '-', '7', 'O', '\u202e']) {
    expect(parseTicketNumber(unit.repeat(10_000_000))).toBeUndefined()
  }
})

test('a number is shown in two groups, and read back', () => {
  expect(formatTicketNumber('7K3FQ2MD')).toBe('7K3F-Q2MD')
  expect(parseTicketNumber(formatTicketNumber('0ZZZZZZZ'))).toBe('0ZZZZZZZ')
})

test('a drawn id begins with its shard and can be read back', () => {
  const id = drawTicketId('0', (length) => crypto.getRandomValues(new Uint8Array(length)))
  expect(id).toMatch(/^0[0-9A-HJKMNP-TV-Z]{7}$/)
  expect(parseTicketNumber(id)).toBe(id)
})

test('every character is as likely as the others', () => {
  const counts = new Map<string, number>()
  for (let first = 0; first < 256; first += 1) {
    const last = drawTicketId('0', (length) => new Uint8Array(length).fill(first)).at(-1) ?? ''
    counts.set(last, (counts.get(last) ?? 0) + 1)
  }
  expect([...counts.keys()].toSorted().join('')).toBe('0123456789ABCDEFGHJKMNPQRSTVWXYZ')
  expect(new Set(counts.values())).toEqual(new Set([8]))
})

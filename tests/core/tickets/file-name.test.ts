import { expect, test } from 'vitest'
import { contentDisposition, safeFileName } from '../../../src/core/tickets/file-name.ts'
import { limits } from '../../../src/core/limits.ts'

test.each([
  ['report.pdf', 'report.pdf'],
  ['captură de ecran.png', 'captură de ecran.png'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\fakepath\\photo.jpg', 'photo.jpg'],
  ['a/b\\c', 'c'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['a\u2066b\u2069\u200e\u061c.txt', 'ab.txt'],
  ['a\r\nSet-Cookie: b.txt', 'aSet-Cookie: b.txt'],
  ['a\0.png', 'a.png'],
  ['  a .txt ', 'a .txt'],
  ['\ufeff\u200b a.txt', 'a.txt'],
  ['👩‍👩‍👧.png', '👩‍👩‍👧.png'],
  ['a\ud800.txt', 'a\ufffd.txt'],
  ['.log', '.log'],
  ['a\u2028\u2029\u200b\u2060\ufeffb', 'ab'],
])('%j is kept as %j', (name, safe) => {
  expect(safeFileName(name)).toBe(safe)
})

test.each(['', ' ', '/', 'a/', '..', '.', '../..', '\u202e', '\0\x1f', 'C:\\'])(
  '%j leaves no name',
  (name) => expect(safeFileName(name)).toBe('file'),
)

test('a long name is cut before its extension', () => {
  const safe = safeFileName(`${'a'.repeat(500)}.jpeg`)
  expect(safe).toBe(`${'a'.repeat(limits.maxFileNameUnits - 5)}.jpeg`)
  expect(safeFileName('b'.repeat(500))).toBe('b'.repeat(limits.maxFileNameUnits))
  expect(safeFileName(`a.${'b'.repeat(500)}`)).toHaveLength(limits.maxFileNameUnits)
})

test('a name at its limit stays, and no blank is left where one was cut', () => {
  const atLimit = `${'a'.repeat(limits.maxFileNameUnits - 5)} .txt`
  expect(safeFileName(atLimit)).toBe(atLimit)
  const cut = limits.maxFileNameUnits - 4
  expect(safeFileName(`${'a'.repeat(cut - 1)} ${'b'.repeat(9)}.txt`)).toBe(
    `${'a'.repeat(cut - 1)}.txt`,
  )
})

test('an extension has up to 16 units', () => {
  const long = 'a'.repeat(200)
  expect(safeFileName(`${long}.${'b'.repeat(15)}`)).toMatch(/^a{104}\.b{15}$/)
  expect(safeFileName(`${long}.${'b'.repeat(16)}`)).toMatch(/^a{120}$/)
})

test('no character is cut in two', () => {
  for (const lead of ['', 'a']) {
    const safe = safeFileName(`${lead}${'😀'.repeat(100)}.png`)
    expect(safe.isWellFormed()).toBe(true)
    expect(safe.length).toBeLessThanOrEqual(limits.maxFileNameUnits)
    expect(safe).toMatch(/😀\.png$/u)
  }
})

test('10 MB of name are cut in time', () => {
  for (const unit of ['a', '.', ' ', '/', '\u202e', '😀']) {
    const safe = safeFileName(unit.repeat(5_000_000))
    expect(safe.length).toBeLessThanOrEqual(limits.maxFileNameUnits)
  }
})

test('a plain name stands in both forms', () => {
  const header = `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`
  expect(contentDisposition('attachment', 'report.pdf')).toBe(header)
})

test('other scripts stand in the long form, letters without their marks in the short one', () => {
  const header = `inline; filename="captura _.png"; filename*=UTF-8''captur%C4%83%20%E6%96%87.png`
  expect(contentDisposition('inline', 'captură 文.png')).toBe(header)
})

test('quotes, percent signs and the marks RFC 8187 reserves are encoded', () => {
  const header = `inline; filename="a_b_c_d'(e)*.txt"; filename*=UTF-8''a%22b%25c%22d%27%28e%29%2A.txt`
  expect(contentDisposition('inline', `a"b%c"d'(e)*.txt`)).toBe(header)
})

test.each(['\u0300', '.\u0300', '..\u0301'])(
  '%j, only marks and dots, still has a short name',
  (name) => {
    expect(contentDisposition('inline', name)).toMatch(/^inline; filename="file"; filename\*=/)
  },
)

test.each(['a\r\nSet-Cookie: b=c', 'a"; filename="b.html', '\ud800', '\u202e', 'a\\"b', ''])(
  '%j cannot break out of the header',
  (name) => {
    const header = contentDisposition('attachment', name)
    expect(header).toMatch(
      /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''(?:[\w.!#$&+^`|~-]|%[\dA-F]{2})+$/,
    )
    expect(header.split('"')).toHaveLength(3)
    expect(() => new Headers({ 'Content-Disposition': header })).not.toThrow()
  },
)

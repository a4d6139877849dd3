import { expect, test } from 'vitest'
import { linkify } from '../../../src/core/tickets/linkify.ts'

function links(text: string): string[] {
  return linkify(text).flatMap((piece) => (piece.href ? [piece.text] : []))
}

function joined(text: string): string {
  return linkify(text)
    .map((piece) => piece.text)
    .join('')
}

test('an address becomes a link and the text around it stays', () => {
  expect(linkify('See https://example.com/a?b=1#c for more')).toEqual([
    { text: 'See ' },
    { text: 'https://example.com/a?b=1#c', href: 'https://example.com/a?b=1#c' },
    { text: ' for more' },
  ])
})

test('an address alone is one piece', () => {
  const address = 'https://a.example/'
  expect(linkify(address)).toEqual([{ text: address, href: address }])
})

test.each(['()', '[]', '{}', '（）', '「」', '『』', '【】', '《》'])(
  'brackets %s belong to an address that opened them',
  (brackets) => {
    const [opening, closing] = brackets
    const inside = `https://a.example/${opening}b${closing}`
    expect(links(`${opening}https://a.example/b${closing}`)).toEqual(['https://a.example/b'])
    expect(links(`${opening}${inside}${closing}`)).toEqual([inside])
  },
)

test('text without an address is one piece, no text is none', () => {
  expect(linkify('Nothing here')).toEqual([{ text: 'Nothing here' }])
  expect(linkify('')).toEqual([])
})

test.each([
  ['https://a.example.', 'https://a.example'],
  ['https://a.example/?!', 'https://a.example/'],
  ['(https://a.example/b)', 'https://a.example/b'],
  ['(https://a.example/b_(c))', 'https://a.example/b_(c)'],
  ['(https://a.example/b_(c)).', 'https://a.example/b_(c)'],
  ['[https://a.example/[b]]', 'https://a.example/[b]'],
  ['„https://a.example/b”', 'https://a.example/b'],
  ['«https://a.example/b»', 'https://a.example/b'],
  ['（https://a.example/b）。', 'https://a.example/b'],
  ['<https://a.example/b>', 'https://a.example/b'],
  ['"https://a.example/b"', 'https://a.example/b'],
  ['https://a.example/token_', 'https://a.example/token_'],
  ['https://a.example/b(', 'https://a.example/b'],
  ['https://a.example/b)(', 'https://a.example/b'],
  ['https://a.example/b))', 'https://a.example/b'],
  ['見てhttps://a.example/b', 'https://a.example/b'],
  ['-https://a.example/b', 'https://a.example/b'],
  ['HTTPS://A.EXAMPLE/B', 'HTTPS://A.EXAMPLE/B'],
  ['http://[::1]/', 'http://[::1]/'],
  ['https://a.example/b\u202egnp', 'https://a.example/b'],
])('in %j the link is %j', (text, link) => {
  expect(links(text)).toEqual([link])
  expect(joined(text)).toBe(text)
})

test.each([
  'javascript:alert(1)',
  'ftp://a.example',
  'data:text/html,https:',
  'xhttps://a.example',
  'svn+http://a.example',
  'www.example.com',
  '//a.example',
  'http://',
  'https://...',
  'https://bank.example@evil.example/',
  'https://user:word@evil.example/',
  'https://@evil.example/',
  'https:///@evil.example/',
  'http://\\\\user@evil.example',
  'http://a.example:99999/',
  'https:// a.example',
])('%j holds no link', (text) => {
  expect(links(text)).toEqual([])
  expect(joined(text)).toBe(text)
})

test('an address that is no link stays in its sentence', () => {
  const text = 'See https://user:word@evil.example/ for more'
  expect(linkify(text)).toEqual([{ text }])
})

test('every href is an http(s) address in ASCII', () => {
  const [piece] = linkify('https://exämple.example/ș"')
  expect(piece).toEqual({
    text: 'https://exämple.example/ș',
    href: 'https://xn--exmple-cua.example/%C8%99',
  })
})

test('a long path is linked, a host longer than a name may be is not', () => {
  expect(links(`https://a.example/${'b'.repeat(9000)}`)).toHaveLength(1)
  expect(links(`https://${'a.'.repeat(125)}xyz:8080/@b`)).toHaveLength(1)
  expect(links(`https://${'a.'.repeat(150)}xyz`)).toEqual([])
})

test('markup stays text', () => {
  const text = '<a href="https://a.example/b">x</a><script>alert(1)</script>\ud800\0'
  expect(joined(text)).toBe(text)
  expect(links(text)).toEqual(['https://a.example/b'])
})

test.each([
  ['closing brackets', 'https://a.example/' + ')'.repeat(1e6)],
  ['bracket pairs', 'https://a.example/' + '()'.repeat(5e5) + ')'],
  ['many addresses', 'https://a.example/b '.repeat(5e4)],
  ['many beginnings', 'http://'.repeat(1e5)],
  ['a long host', 'http://' + 'ä'.repeat(1e6)],
  [
    'distinct letters',
    'http://' +
      Array.from({ length: 5e4 }, (_, at) => String.fromCodePoint(0x4e00 + (at % 2e4))).join(''),
  ],
  ['many at signs', 'http://' + '@'.repeat(1e6)],
  ['almost addresses', 'https:/'.repeat(1e5)],
])('takes linear time: %s', (_, text) => {
  expect(joined(text)).toBe(text)
})

import * as fc from 'fast-check'

const code = (first: number, last: number) =>
  fc.integer({ min: first, max: last }).map((point) => String.fromCodePoint(point))

const controls = fc.oneof(code(0x00, 0x1f), code(0x7f, 0x9f))
const loneSurrogate = fc
  .integer({ min: 0xd800, max: 0xdfff })
  .map((unit) => String.fromCharCode(unit))
const marks = fc.constantFrom(
  ...['\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067'],
  ...['\u2069', '\u061C', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u00AD', '\u2028'],
  ...['\u2029', '\u0300', '\u0301', '\u0489', '\u20DD', '\u3099', '\uFE0F', '\u{E0001}', '\uFFFC'],
  ...['\uFFFD', '\uFFFE', '\uFFFF', '\u{1F3FD}', '\u00A0', '\u3000', '\u1680'],
)
const meta = fc.constantFrom(
  ...['<', '>', '&', '"', "'", '`', '=', '/', '\\', '%', '{', '}', '{{', '}}', '[', ']', '$', '#'],
  ...['<!--', '-->', '</', '<a ', '&lt;', '&#0;', '&#x1F642;', ';', ':', ',', '.', '@', '?', '*'],
  ...['=0D=0A', '=?utf-8?Q?', '?=', '--', "''", '\\u0000', '\\n', '%00', '%0D%0A', 'https://a.b/'],
)
const breaks = fc.constantFrom('\n', '\r\n', '\r', '\t', '\n\n', ' ', '  ', '\r\r\n', '\n\r')
const scriptsOfTheWorld = fc.oneof(
  code(0x20, 0x7e),
  code(0xa0, 0x24f),
  code(0x370, 0x6ff),
  code(0x900, 0xdff),
  code(0x4e00, 0x9fff),
  code(0xac00, 0xd7a3),
  code(0x1f300, 0x1faff),
  code(0x20000, 0x2a6df),
)

const pieces = [
  { arbitrary: scriptsOfTheWorld, weight: 6 },
  { arbitrary: meta, weight: 5 },
  { arbitrary: marks, weight: 3 },
  { arbitrary: breaks, weight: 3 },
]

/** Text that the contract takes, or nearly: no controls but TAB, LF and CR, no half characters. */
export function tameText(maxPieces = 40): fc.Arbitrary<string> {
  return fc.array(fc.oneof(...pieces), { maxLength: maxPieces }).map((all) => all.join(''))
}

/** Text with anything in it, NUL and half characters included. */
export function wildText(maxPieces = 40): fc.Arbitrary<string> {
  const wild = [
    { arbitrary: controls, weight: 1 },
    { arbitrary: loneSurrogate, weight: 1 },
  ]
  return fc.array(fc.oneof(...pieces, ...wild), { maxLength: maxPieces }).map((all) => all.join(''))
}

/** Text about as long as a limit, in units: just below it, at it, just above. */
export function textNear(units: number): fc.Arbitrary<string> {
  const unit = fc.constantFrom('a', 'ș', '字', '<', '"', '&', ' ')
  return fc
    .tuple(unit, fc.integer({ min: -2, max: 2 }))
    .map(([one, more]) => `x${one.repeat(units + more - 2)}x`)
}

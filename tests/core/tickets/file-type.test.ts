import { expect, test } from 'vitest'
import {
  acceptAttribute,
  isInlineType,
  sniffFileType,
} from '../../../src/core/tickets/file-type.ts'

// One character a byte.
function bytes(content: string): Uint8Array {
  return Uint8Array.from(content, (character) => character.charCodeAt(0))
}

function media(major: string, ...compatible: string[]): string {
  const brands = `${major}\0\0\0\0${compatible.join('')}`
  return `\0\0\0${String.fromCharCode(brands.length + 8)}ftyp${brands}\0\0\0\x08mdat`
}

function ebml(docType: string): string {
  const element = `\x42\x86\x81\x01\x42\x82${String.fromCharCode(0x80 + docType.length)}${docType}`
  return `\x1a\x45\xdf\xa3${String.fromCharCode(0x80 + element.length)}${element}\x18\x53\x80\x67`
}

// An element to be passed over, so many bytes long with its head of two.
function filler(length: number): string {
  return `\xec${String.fromCharCode(0x80 + length)}${' '.repeat(length)}`
}

const png = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'

test.each([
  ['image/png', png],
  ['image/jpeg', '\xff\xd8\xff\xe0\0\x10JFIF\0'],
  ['image/webp', 'RIFF\x24\0\0\0WEBPVP8 '],
  ['image/gif', 'GIF87a\x01\0\x01\0'],
  ['image/gif', 'GIF89a\x01\0\x01\0'],
  ['image/heic', media('heic', 'mif1', 'heic')],
  ['image/heic', media('mif1', 'mif1', 'heic')],
  ['image/heic', media('msf1', 'hevc')],
  ['image/heic', media('heix', 'miav', 'ifxx')],
  ['image/heic', media('hevc')],
  ['image/heic', media('heim')],
  ['image/heic', media('heis')],
  ['application/pdf', '%PDF-1.7\n%\xe2\xe3\xcf\xd3'],
  ['video/mp4', media('isom', 'isom', 'iso2', 'avc1', 'mp41')],
  ['video/mp4', media('mp42', 'mp42', 'isom')],
  ['video/mp4', media('iso6', 'dash')],
  ['video/mp4', media('M4V ', 'M4V ')],
  ['video/mp4', media('dash').slice(0, 16)],
  ['video/mp4', media('mp41')],
  ['video/mp4', media('avc1')],
  ['video/mp4', media('M4VH')],
  ['video/mp4', media('iso2')],
  ['video/mp4', `\0\0\x02\0${media('isom').slice(4)}`],
  ['video/webm', ebml('webm')],
  ['video/webm', ebml('webm\0\0')],
  ['video/webm', `\x1a\x45\xdf\xa3\x80${filler(120)}\x42\x82\x84webm`],
  ['video/webm', '\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x0b\x42\x82\x40\x04webm'],
])('%s is known by its content, whatever its name', (type, content) => {
  for (const name of ['a.bin', 'a', 'a.html', 'a.exe']) {
    expect(sniffFileType(bytes(content), name)).toBe(type)
  }
})

test.each([
  ['a film of another kind', media('qt  ', 'qt  ', 'mp42')],
  ['sound', media('M4A ', 'isom', 'mp42')],
  ['AVIF', media('avif', 'mif1', 'miaf')],
  ['AVIF under a general brand', media('mif1', 'miaf', 'avif')],
  ['AVIF named first', media('mif1', 'avif', 'miaf')],
  ['AVIF named last', media('mif1', 'miaf', 'heic', 'avif')],
  ['Matroska', ebml('matroska')],
  ['EBML without an end', '\x1a\x45\xdf\xa3\xff\x42\x82\x01\xff\xff\xff\xff\xff\xff\xffwebm'],
  ['WebM after a NUL', ebml('\0webm')],
  ['WebM of 260 bytes', '\x1a\x45\xdf\xa3\x80\x42\x82\x41\x04webm'],
  ['WebM of 68 bytes', '\x1a\x45\xdf\xa3\x80\x42\x82\x40\x44webm'],
  ['WebM without its signature', ebml('webm').replace('\x1a', '\0')],
  ['a box of another kind', media('isom').replace('ftyp', 'moov')],
  ['EBML cut short', '\x1a\x45\xdf\xa3'],
  ['WebM that names itself late', `\x1a\x45\xdf\xa3\x80${filler(121)}\x42\x82\x84webm`],
  ['WebM that names itself at length', ebml(`webm${'\0'.repeat(12)}`)],
  ['what is only called WebP', '....\0\0\0\0WEBPVP8 '],
  ['WAVE', 'RIFF\x24\0\0\0WAVEfmt '],
  ['a cut PNG', '\x89PNG'],
  ['a box that is too small', '\0\0\0\x08ftypisom\0\0\0\0'],
  ['a cut film', media('isom').slice(0, 15)],
  ['a box that is too large', `\0\0\x02\x01${media('isom').slice(4)}`],
  ['a box that never ends', '\xff\xff\xff\xffftypisom\0\0\0\0'],
  ['an archive', 'PK\x03\x04'],
  ['a program', 'MZ\x90\0'],
  ['markup', '<!doctype html><script>alert(1)</script>'],
  ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['text under no text name', 'hello'],
  ['a picture after other bytes', ` ${png}`],
  ['nothing', ''],
])('%s is not taken', (_, content) => {
  for (const name of ['a.png', 'a.html', 'a.svg', 'txt', 'a.txt.html', '']) {
    expect(sniffFileType(bytes(content), name)).toBeUndefined()
  }
})

test.each(['a.txt', 'A.TXT', 'a.log', 'a.csv', 'a.json', '.txt', 'a.html.txt'])(
  'text named %s is text',
  (name) => {
    const texts = ['', 'hello\r\n\tworld', '\xef\xbb\xbf\xc8\x99', '\x1b[1mbold\x1b[0m', '\f']
    for (const text of texts) expect(sniffFileType(bytes(text), name)).toBe('text/plain')
  },
)

test.each([
  '<!doctype html><script>alert(1)</script>',
  '<svg onload="alert(1)"/>',
  'GIF89a/*<script>alert(1)</script>*/',
  '%PDF-1.4 only letters',
])('%j under a text name is text', (content) => {
  expect(sniffFileType(bytes(content), 'notes.txt')).toBe('text/plain')
})

test('of the controls TAB, LF, FF, CR and ESC are text', () => {
  const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code))
  const taken = controls.filter((control) => sniffFileType(bytes(`a${control}b`), 'a.txt'))
  expect(taken).toEqual(['\t', '\n', '\f', '\r', '\x1b'])
})

test.each([
  ['another encoding', 'caf\xe9'],
  ['a cut sequence', 'a\xc8'],
  ['a surrogate in UTF-8', '\xed\xa0\x80'],
  ['overlong UTF-8', '\xc0\xaf'],
  ['half a unit of UTF-16', '\xff\xfea'],
  ['NUL in UTF-16', '\xff\xfe\0\0'],
  ['a lone high surrogate', '\xfe\xff\xd8\x3d'],
  ['a lone low surrogate', '\xfe\xff\xdc\x00'],
  ['two high surrogates', '\xfe\xff\xd8\x3d\xd8\x3d'],
  ['UTF-16 without its mark', 'h\0i\0'],
])('%s is no text', (_, content) => {
  expect(sniffFileType(bytes(content), 'a.txt')).toBeUndefined()
})

test('UTF-16 with its mark is text', () => {
  const contents = ['\xff\xfeh\0i\0', '\xfe\xff\0h\0i', '\xff\xfe\x3d\xd8\x00\xde', '\xff\xfe']
  for (const content of contents) {
    expect(sniffFileType(bytes(content), 'a.log')).toBe('text/plain')
  }
})

test('a true picture under a text name is a picture', () => {
  expect(sniffFileType(bytes(png), 'a.txt')).toBe('image/png')
})

test('a view into a larger buffer is read from its own beginning', () => {
  const film = bytes('\0'.repeat(5) + media('isom', 'isom')).subarray(5)
  const text = bytes('\0'.repeat(5) + '\xff\xfeh\0').subarray(5)
  expect(sniffFileType(film, 'a')).toBe('video/mp4')
  expect(sniffFileType(text, 'a.txt')).toBe('text/plain')
})

test('10 MB of any kind are told in time', () => {
  const letters = new Uint8Array(10_485_760).fill(0x61)
  expect(sniffFileType(letters, 'a.txt')).toBe('text/plain')
  expect(sniffFileType(letters, 'a.bin')).toBeUndefined()
  letters.set(bytes('\x1a\x45\xdf\xa3\x80\x42\x82\x01\0\0\0\0\x90\0\0webm'))
  expect(sniffFileType(letters, 'a.webm')).toBeUndefined()
})

test('pictures and films are shown in place, the rest is downloaded', () => {
  const shown = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'video/mp4', 'video/webm']
  for (const type of shown) expect(isInlineType(type)).toBe(true)
  const others = ['image/heic', 'application/pdf', 'text/plain', 'text/html', 'image/svg+xml', '']
  others.push('image/pngx', 'ximage/png')
  for (const type of others) expect(isInlineType(type)).toBe(false)
})

test('pickers offer all that is taken, and nothing else', () => {
  const pictures = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/heic', '.heic']
  const others = ['application/pdf', 'video/mp4', 'video/webm', '.txt', '.log', '.csv', '.json']
  expect(acceptAttribute.split(',')).toEqual([...pictures, ...others])
})

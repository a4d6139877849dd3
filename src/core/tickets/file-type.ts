const textExtensions = ['.txt', '.log', '.csv', '.json']
const heicBrands = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1']
const docTypeId = '\x42\x82'
const mp4Brand = /^(?:iso[m2-9a-z]|mp4[12]|avc1|M4V[ HP]|dash)$/

// WHATWG MIME Sniffing §3, "binary data byte": of the controls, TAB, LF, FF, CR and ESC are text.
// oxlint-disable-next-line no-control-regex -- controls are what it looks for
const binaryCharacter = /[\0-\x08\x0B\x0E-\x1A\x1C-\x1F]/

/** For `<input accept>`: the extensions stand beside the types that pickers do not know everywhere. */
export const acceptAttribute = [
  'image/png,image/jpeg,image/webp,image/gif,image/heic,.heic',
  'application/pdf,video/mp4,video/webm',
  ...textExtensions,
].join(',')

/** The media type by content, one of those we take; undefined for everything else. */
export function sniffFileType(bytes: Uint8Array, fileName: string): string | undefined {
  // Text comes first: `GIF89a<script>` in notes.txt is text, whatever it pretends to be.
  if (hasTextName(fileName) && isText(bytes)) return 'text/plain'
  return sniffSignature(bytes) ?? sniffMediaContainer(bytes) ?? sniffWebm(bytes)
}

/** Whether a browser may show the type in place; everything else is downloaded. */
export function isInlineType(type: string): boolean {
  return /^(?:image\/(?:png|jpeg|webp|gif)|video\/(?:mp4|webm))$/.test(type)
}

function hasTextName(fileName: string): boolean {
  return textExtensions.some((extension) => fileName.toLowerCase().endsWith(extension))
}

function isText(bytes: Uint8Array): boolean {
  try {
    const decoder = new TextDecoder(byteOrderMarkToEncoding(bytes), { fatal: true })
    return !binaryCharacter.test(decoder.decode(bytes))
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function byteOrderMarkToEncoding(bytes: Uint8Array): string {
  const mark = ascii(bytes, 0, 2)
  if (mark === '\xff\xfe') return 'utf-16le'
  return mark === '\xfe\xff' ? 'utf-16be' : 'utf-8'
}

function sniffSignature(bytes: Uint8Array): string | undefined {
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (ascii(bytes, 0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return 'image/gif'
  return ascii(bytes, 0, 5) === '%PDF-' ? 'application/pdf' : undefined
}

// ISO/IEC 14496-12 §4.3: size, 'ftyp', major brand, minor version, compatible brands. The major brand decides, since
// sound and other films name compatible brands of ours; only AVIF must be told from other pictures by the list.
function sniffMediaContainer(bytes: Uint8Array): string | undefined {
  if (bytes.length < 16 || ascii(bytes, 4, 8) !== 'ftyp') return undefined
  const boxEnd = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  if (boxEnd < 16 || boxEnd > 512) return undefined
  const major = ascii(bytes, 8, 12)
  if (mp4Brand.test(major)) return 'video/mp4'
  const alsoAvif = /^(?:.{4})*avif/s.test(ascii(bytes, 16, boxEnd))
  return heicBrands.includes(major) && !alsoAvif ? 'image/heic' : undefined
}

// RFC 8794 §11.2.5 and §11.2.6: the EBML header names its document type. Matroska has the same header.
function sniffWebm(bytes: Uint8Array): string | undefined {
  if (ascii(bytes, 0, 4) !== '\x1a\x45\xdf\xa3') return undefined
  let at = 4 + vintLength(bytes[4])
  while (at < Math.min(bytes.length, 128)) {
    const id = ascii(bytes, at, at + vintLength(bytes[at]))
    const sizeAt = at + id.length
    const contentAt = sizeAt + vintLength(bytes[sizeAt])
    const size = elementSize(bytes, sizeAt)
    if (id === docTypeId) return isWebmName(bytes, contentAt, size) ? 'video/webm' : undefined
    at = contentAt + size
  }
  return undefined
}

function isWebmName(bytes: Uint8Array, start: number, size: number): boolean {
  return size < 16 && ascii(bytes, start, start + size).replace(/\0+$/, '') === 'webm'
}

// RFC 8794 §4.1: the leading zeros of the first byte say how many bytes follow.
function vintLength(first = 0): number {
  return Math.clz32(first) - 23
}

function elementSize(bytes: Uint8Array, at: number): number {
  const length = vintLength(bytes[at])
  return Array.from(bytes.subarray(at, at + length)).reduce(
    (size, byte, index) => size * 256 + (index === 0 ? byte & (0xff >> length) : byte),
    0,
  )
}

/** One character a byte, so that signatures read as they are written in their standards. */
function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}

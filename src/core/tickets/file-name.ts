import { limits } from '../limits.ts'

const maxExtensionUnits = 16

// Controls, line separators, and the marks that let `fdp.exe` read `exe.pdf`. Joiners stay: words and emoji need them.
const unwanted = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\u200B\u2060\uFEFF]/gu

/** What we store and show of a file's name: no folders, nothing invisible that misleads, short. `'file'` if nothing is left. */
export function safeFileName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  return orFile(shorten(last.toWellFormed().replaceAll(unwanted, '').trim()))
}

/** RFC 6266: an ASCII name for old programs, and the true one (RFC 8187) for all others. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const safe = safeFileName(name)
  return `${kind}; filename="${asciiName(safe)}"; filename*=UTF-8''${extendedValue(safe)}`
}

// Nothing, and what names a folder, is no file's name.
function orFile(name: string): string {
  return /^\.{0,2}$/.test(name) ? 'file' : name
}

function shorten(name: string): string {
  if (name.length <= limits.maxFileNameUnits) return name
  const dot = name.lastIndexOf('.')
  const extension = name.length - dot <= maxExtensionUnits ? name.slice(dot) : ''
  return cutAt(name, limits.maxFileNameUnits - extension.length).trim() + extension
}

function cutAt(name: string, units: number): string {
  const cut = name.slice(0, units)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}

// Some programs decode percent signs here and stumble over escaped quotes (RFC 6266, appendix D).
function asciiName(name: string): string {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '')
  return orFile(plain.replaceAll(/[^\x20-\x7E]|["\\%]/gu, '_').trim())
}

function extendedValue(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

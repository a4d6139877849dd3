/** The keys of the product: the first one signs, each of them verifies, so that a key can be replaced while it is in use. */
export type Keys = readonly [CryptoKey, ...CryptoKey[]]

/** What a MAC is for. A MAC made for one purpose never verifies for another. */
export type Purpose =
  'attachment' | 'browser' | 'code' | 'filing-session' | 'form' | 'guest-link' | 'post' | 'session'

const encoder = new TextEncoder()

/** Imports 32 or more random bytes as a key for HMAC-SHA-256 (FIPS 198-1). */
export function importKey(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  if (secret.length < 32) throw new RangeError('A key needs at least 32 bytes')
  return crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])
}

/** HMAC-SHA-256 over purpose and text under the first key: 32 bytes. */
export async function mac(keys: Keys, purpose: Purpose, text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', keys[0], macInput(purpose, text)))
}

/** The same under each of the keys, the signing one's first: what an earlier key may have made. */
export function everyMac(keys: Keys, purpose: Purpose, text: string): Promise<Uint8Array[]> {
  return Promise.all(keys.map((key) => mac([key], purpose, text)))
}

/** Whether `bytes` is the whole MAC of purpose and text under any of the keys; compared by WebCrypto in constant time. */
export async function macMatches(
  keys: Keys,
  purpose: Purpose,
  text: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  for (const key of keys) {
    if (await crypto.subtle.verify('HMAC', key, bytes, macInput(purpose, text))) return true
  }
  return false
}

// No purpose holds a NUL, so no two pairs of purpose and text share an input.
function macInput(purpose: Purpose, text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${purpose}\0${text}`)
}

/** SHA-256 of a text or of bytes, base64url: 43 characters. */
export async function digest(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content
  return bytesToBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** RFC 4648 §5 without padding. */
export function bytesToBase64url(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let waiting = 0
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xffff
    for (waiting += 8; waiting >= 6;) text += base64url[(bits >> (waiting -= 6)) & 63] ?? ''
  }
  return waiting > 0 ? text + (base64url[(bits << (6 - waiting)) & 63] ?? '') : text
}

/** The reverse; undefined for what is not canonical base64url. */
export function base64urlToBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  return bytesToBase64url(bytes) === text ? bytes : undefined
}

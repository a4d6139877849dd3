import { base64urlToBytes, bytesToBase64url } from '../token.ts'

const nonceBytes = 12

/** AES-256-GCM (NIST SP 800-38D) under a fresh 96-bit nonce: base64url of nonce and ciphertext. */
export async function sealCode(
  sealKey: CryptoKey,
  nonce: Uint8Array<ArrayBuffer>,
  code: string,
): Promise<string> {
  const algorithm = { name: 'AES-GCM', iv: nonce }
  const sealed = await crypto.subtle.encrypt(algorithm, sealKey, new TextEncoder().encode(code))
  return bytesToBase64url(new Uint8Array([...nonce, ...new Uint8Array(sealed)]))
}

/** Throws for anything that `sealCode` did not make under this key. */
export async function unsealCode(sealKey: CryptoKey, sealed: string): Promise<string> {
  const bytes = base64urlToBytes(sealed)
  if (!bytes) throw new Error('Not a sealed code')
  const algorithm = { name: 'AES-GCM', iv: bytes.slice(0, nonceBytes) }
  const code = await crypto.subtle.decrypt(algorithm, sealKey, bytes.slice(nonceBytes))
  return new TextDecoder().decode(code)
}

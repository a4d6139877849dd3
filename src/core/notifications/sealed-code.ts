import { base64urlToBytes, bytesToBase64url } from '../token.ts'

/** The first key seals, each of them opens, so that a key can be replaced while codes are on their way. */
export type SealKeys = readonly [CryptoKey, ...CryptoKey[]]

const nonceBytes = 12

/** AES-256-GCM (NIST SP 800-38D) under a fresh 96-bit nonce: base64url of nonce and ciphertext. */
export async function sealCode(
  [sealKey]: SealKeys,
  nonce: Uint8Array<ArrayBuffer>,
  code: string,
): Promise<string> {
  const algorithm = { name: 'AES-GCM', iv: nonce }
  const sealed = await crypto.subtle.encrypt(algorithm, sealKey, new TextEncoder().encode(code))
  return bytesToBase64url(new Uint8Array([...nonce, ...new Uint8Array(sealed)]))
}

/** Throws for anything that `sealCode` did not make under one of these keys. */
export async function unsealCode(sealKeys: SealKeys, sealed: string): Promise<string> {
  const bytes = base64urlToBytes(sealed)
  if (!bytes) throw new Error('Not a sealed code')
  const algorithm = { name: 'AES-GCM', iv: bytes.slice(0, nonceBytes) }
  // GCM authenticates: under a key that is not its own nothing opens.
  const opened = sealKeys.map((key) =>
    crypto.subtle.decrypt(algorithm, key, bytes.slice(nonceBytes)),
  )
  return new TextDecoder().decode(await Promise.any(opened))
}

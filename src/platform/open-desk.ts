import type { Desk } from '../core/desk.ts'
import type { SealKeys } from '../core/notifications/sealed-code.ts'
import { importKey, type Keys } from '../core/token.ts'
import { CloudflareEmail } from './cloudflare-email.ts'
import { KvCodes } from './kv-codes.ts'
import type { DatabaseBindings } from './databases.ts'
import { openStores } from './open-stores.ts'
import { R2Attachments } from './r2-attachments.ts'
import type { Settings } from './settings.ts'
import { SmtpEmail } from './smtp-email.ts'

export interface Bindings extends DatabaseBindings {
  CODES: Pick<KVNamespace, 'get' | 'put'>
  ATTACHMENTS: R2Bucket
  OUTBOX: Pick<Queue, 'send'>
  EMAIL: SendEmail
}

/** The two keys made of the settings' secrets, imported once. */
export interface DeskKeys {
  keys: Keys
  sealKeys: SealKeys
}

/** Imports the secrets of the settings: signing keys, and the sealing keys derived from them (RFC 5869). */
export async function openKeys(settings: Settings): Promise<DeskKeys> {
  const current = base64ToBytes(settings.SECRET_KEY)
  const previous = settings.SECRET_KEY_PREVIOUS
  const [key, sealKey] = [await importKey(current), await deriveSealKey(current)]
  if (!previous) return { keys: [key], sealKeys: [sealKey] }
  const earlier = base64ToBytes(previous)
  return {
    keys: [key, await importKey(earlier)],
    sealKeys: [sealKey, await deriveSealKey(earlier)],
  }
}

async function deriveSealKey(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const source = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode('outbox')
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  const usage: KeyUsage[] = ['encrypt', 'decrypt']
  const algorithm = { name: 'AES-GCM', length: 256 }
  return crypto.subtle.deriveKey(derivation, source, algorithm, false, usage)
}

/** The desk of one invocation, over the real stores. */
export function openDesk(
  bindings: Bindings,
  settings: Settings,
  { keys, sealKeys }: DeskKeys,
  context: Pick<ExecutionContext, 'waitUntil'>,
): Desk {
  return {
    now: () => new Date(),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    keys,
    sealKeys,
    origin: settings.ORIGIN,
    ...openStores(bindings),
    codes: new KvCodes(bindings.CODES),
    attachments: new R2Attachments(bindings.ATTACHMENTS),
    mailSender: openMailSender(bindings, settings),
    wake: (delaySeconds = 0) => wakeQuietly(bindings.OUTBOX, delaySeconds),
    later: (work) => context.waitUntil(work),
    log: writeLog,
  }
}

function openMailSender(bindings: Bindings, settings: Settings) {
  const { EMAIL_FROM, SMTP_HOST, SMTP_PORT, SMTP_SECURITY, SMTP_USER, SMTP_PASSWORD } = settings
  if (settings.EMAIL_SENDER === 'cloudflare') return new CloudflareEmail(bindings.EMAIL, EMAIL_FROM)
  const credentials =
    SMTP_USER && SMTP_PASSWORD
      ? {
          credentials: { username: SMTP_USER, password: SMTP_PASSWORD },
          authType: 'plain' as const,
        }
      : {}
  const secure = { secure: SMTP_SECURITY === 'tls', startTls: SMTP_SECURITY === 'starttls' }
  const server = { host: SMTP_HOST ?? '', port: SMTP_PORT, ...secure, ...credentials }
  return new SmtpEmail(server, EMAIL_FROM)
}

// A wake-up that is lost costs a minute: the sweep finds the mail.
async function wakeQuietly(queue: Pick<Queue, 'send'>, delaySeconds: number): Promise<void> {
  try {
    await queue.send('wake', { delaySeconds })
  } catch {
    writeLog('queue-down')
  }
}

/** One line of JSON. Facts are counts, kinds and codes: never an address, a token, a code or what somebody wrote. */
export function writeLog(event: string, facts: Record<string, string | number | boolean> = {}) {
  console.log(JSON.stringify({ event, ...facts }))
}

function base64ToBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

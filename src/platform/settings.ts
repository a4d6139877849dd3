import * as z from 'zod/mini'
import { missingDatabases } from './databases.ts'

const Secret = z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/, '32 bytes in base64'))

// RFC 6750 §2.1: no other characters fit into a bearer's header.
const Token = z
  .string()
  .check(z.regex(/^[\w.~+/-]{32,}=*$/, 'at least 32 letters, digits, . _ ~ + / -'))

const Settings = z.object({
  SECRET_KEY: Secret,
  SECRET_KEY_PREVIOUS: z.optional(Secret),
  API_TOKEN: Token,
  API_TOKEN_PREVIOUS: z.optional(Token),
  ORIGIN: z
    .url({ protocol: /^https?$/, error: 'an address such as https://help.example.com' })
    .check(z.regex(/[^/]$/, 'no slash at the end')),
  EMAIL_SENDER: z._default(z.enum(['cloudflare', 'smtp']), 'cloudflare'),
  EMAIL_FROM: z.email('the address mails come from'),
  SMTP_HOST: z.optional(z.string()),
  SMTP_PORT: z._default(z.coerce.number().check(z.int(), z.positive()), 587),
  SMTP_SECURITY: z._default(z.enum(['tls', 'starttls', 'none']), 'starttls'),
  SMTP_USER: z.optional(z.string()),
  SMTP_PASSWORD: z.optional(z.string()),
  AUTHSERV_ID: z.optional(z.string()),
  VERSION: z._default(z.string(), 'development'),
})
export type Settings = z.infer<typeof Settings>

/** Reads the settings once. Throws an error that names each one that is missing or malformed, never its value. */
export function parseSettings(bindings: unknown): Settings {
  const result = Settings.safeParse(bindings)
  const faults = result.success ? [] : result.error.issues.map(issueToFault)
  if (result.success && result.data.EMAIL_SENDER === 'smtp' && !result.data.SMTP_HOST) {
    faults.push('SMTP_HOST: the SMTP server, since EMAIL_SENDER is smtp')
  }
  if (result.success && !mayGoPlain(result.data)) {
    faults.push('SMTP_SECURITY: tls or starttls, since ORIGIN is not on this machine')
  }
  for (const name of missingDatabases(Object(bindings))) {
    faults.push(`${name}: a database, since one of a higher number is bound`)
  }
  if (faults.length > 0) throw new Error(`Settings refused:\n  ${faults.join('\n  ')}`)
  if (!result.success) throw new Error('Settings refused')
  return result.data
}

// Links and codes in clear are for a mail server on the machine of whoever tries the product out.
function mayGoPlain({ EMAIL_SENDER, SMTP_SECURITY, ORIGIN }: Settings): boolean {
  const isLocal = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::|$)/.test(ORIGIN)
  return EMAIL_SENDER !== 'smtp' || SMTP_SECURITY !== 'none' || isLocal
}

/** The tokens that the API takes: the present one, and while it is replaced the one before. */
export function apiTokensOf({ API_TOKEN, API_TOKEN_PREVIOUS }: Settings): string[] {
  return API_TOKEN_PREVIOUS ? [API_TOKEN, API_TOKEN_PREVIOUS] : [API_TOKEN]
}

function issueToFault(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')}: ${issue.message}`
}

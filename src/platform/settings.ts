import * as z from 'zod/mini'

const Secret = z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/, '32 bytes in base64'))

const Settings = z.object({
  SECRET_KEY: Secret,
  SECRET_KEY_PREVIOUS: z.optional(Secret),
  API_TOKEN: z.string().check(z.minLength(32, 'at least 32 characters')),
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
  if (faults.length > 0) throw new Error(`Settings refused:\n  ${faults.join('\n  ')}`)
  if (!result.success) throw new Error('Settings refused')
  return result.data
}

function issueToFault(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')}: ${issue.message}`
}

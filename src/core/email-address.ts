import { limits } from './limits.ts'

const maxLocalPartUnits = 64

// HTML, "valid email address", with at least one dot in the domain. ASCII only: no white space, no control, no lookalike.
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const valid = new RegExp(`^([a-z0-9.!#$%&'*+/=?^_\`{|}~-]+)@(${label}(?:\\.${label})+)$`, 'i')

/** The address in what was typed, its domain in lower case; undefined where no mail could go there. */
export function parseEmailAddress(input: string): string | undefined {
  const trimmed = input.trim()
  if (trimmed.length > limits.maxEmailUnits) return undefined
  const [, localPart = '', domain = ''] = valid.exec(trimmed) ?? []
  if (localPart === '' || localPart.length > maxLocalPartUnits) return undefined
  return `${localPart}@${domain.toLowerCase()}`
}

/** What two spellings of one address have in common: for comparing and counting, never for sending. */
export function addressKey(email: string): string {
  return email.toLowerCase()
}

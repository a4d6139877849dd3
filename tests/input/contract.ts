/** A field of text as the contract describes it. */
export interface Field {
  maxUnits: number
  required?: boolean
  manyLines?: boolean
}

/** The fields of a person's text: lengths that forms announce by `maxlength`. */
export const fieldRules = {
  subject: { maxUnits: 150, required: true },
  text: { maxUnits: 10_000, required: true, manyLines: true },
  name: { maxUnits: 80 },
  transactionIds: { maxUnits: 1_000, manyLines: true },
  happenedAt: { maxUnits: 200 },
  label: { maxUnits: 200, required: true },
} as const satisfies Record<string, Field>

/** What is left of a text after the one normalisation. */
export function normalised(text: string): string {
  return text.split('\r\n').join('\n')
}

/** What a form can say of it: a browser sends U+FFFD for half a character. */
export function asForm(text: string): string {
  return normalised(Array.from(text, (point) => (isHalf(point) ? '\uFFFD' : point)).join(''))
}

/** Whether a field takes a text that has been normalised. */
export function isWelcome(text: string, { maxUnits, required, manyLines }: Field): boolean {
  if (text.length > maxUnits) return false
  if (required && text.trim() === '') return false
  return Array.from(text).every((point) => !isHalf(point) && !isRefused(point, manyLines ?? false))
}

function isRefused(point: string, manyLines: boolean): boolean {
  const number = point.codePointAt(0) ?? 0
  if (point === '\t' || (point === '\n' && manyLines)) return false
  return number < 0x20 || (number >= 0x7f && number <= 0x9f)
}

function isHalf(point: string): boolean {
  const number = point.codePointAt(0) ?? 0
  return number >= 0xd800 && number <= 0xdfff
}

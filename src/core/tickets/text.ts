import type { FieldReason } from '../problem.ts'

export interface TextRule {
  /** In UTF-16 units, as `maxlength` counts. */
  max: number
  required: boolean
  singleLine?: boolean
}

/** CRLF becomes LF; nothing else changes. Forms send CRLF whatever was typed. */
export function normaliseText(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

/** Why a normalised text is refused, or undefined where it is welcome. */
export function textProblem(text: string, rule: TextRule): FieldReason | undefined {
  if (!text.isWellFormed()) return 'malformed-text'
  if (hasControlCharacter(text, rule.singleLine === true)) return 'control-character'
  if (rule.required && text.trim() === '') return 'required'
  if (text.length > rule.max) return 'too-long'
  return undefined
}

function hasControlCharacter(text: string, singleLine: boolean): boolean {
  return singleLine ? /[^\P{Cc}\t]/u.test(text) : /[^\P{Cc}\t\n]/u.test(text)
}

import { Problem, type FieldProblem } from '../problem.ts'
import { limits } from '../limits.ts'
import { textProblem } from './text.ts'

export interface TextRule {
  max: number
  required: boolean
  singleLine?: boolean
}

/** Rules of every text a person types, by field. */
export const textRules = {
  subject: { max: limits.maxSubjectUnits, required: true, singleLine: true },
  text: { max: limits.maxTextUnits, required: true },
  name: { max: limits.maxNameUnits, required: false, singleLine: true },
  author: { max: limits.maxNameUnits, required: false, singleLine: true },
  transactionIds: { max: limits.maxTransactionIdsUnits, required: false },
  happenedAt: { max: limits.maxHappenedAtUnits, required: false, singleLine: true },
  label: { max: limits.maxAskLabelUnits, required: true, singleLine: true },
} as const satisfies Record<string, TextRule>

/** What is wrong with a field's text, if anything. */
export function checkText(field: string, text: string, rule: TextRule): FieldProblem[] {
  const reason = textProblem(text, rule)
  if (!reason) return []
  return [reason === 'too-long' ? { field, reason, max: rule.max } : { field, reason }]
}

/** Throws `invalid-fields` if there is any. */
export function refuseInvalid(fields: FieldProblem[]): void {
  if (fields.length > 0) throw new Problem('invalid-fields', { fields })
}

/** Idempotency keys are opaque: 16 to 128 characters that no header or log line trips over. */
export function isKey(key: string): boolean {
  return /^[\w.:-]{16,128}$/.test(key)
}

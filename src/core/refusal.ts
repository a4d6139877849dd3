import type { Problem } from './problem.ts'
import type { StoredFile } from './tickets/ticket.ts'

/** The forms of the product, by what they are for. */
export type FormName =
  | 'filing'
  | 'reply'
  | 'send-code'
  | 'code'
  | 'link-request'
  | 'resolution'
  | 'reopening'
  | 'new-link'
  | 'end-sessions'

/** What a form was sent with, by field; text as it was typed. */
export type FormValues = Readonly<Record<string, readonly string[]>>

/** A form that was refused, with everything it said, so that its page can show it again and nothing typed is lost. */
export interface Refusal {
  form: FormName
  problem: Problem
  values: FormValues
  /** Files that were stored before the refusal. */
  files: StoredFile[]
}

/** The first value of a field; empty where it was not sent. */
export function fieldValue(values: FormValues, field: string): string {
  return values[field]?.[0] ?? ''
}

/** Every refusal the product knows. Words for each are in `locales/<locale>/problems.json` under the same name. */
export type ProblemCode =
  | 'not-found'
  | 'link-not-found'
  | 'unauthorized'
  | 'session-ended'
  | 'foreign-form'
  | 'cookies-needed'
  | 'wrong-code'
  | 'malformed-code'
  | 'code-expired'
  | 'attempts-used-up'
  | 'codes-used-up'
  | 'too-early'
  | 'too-many-requests'
  | 'body-too-large'
  | 'file-too-large'
  | 'files-too-large'
  | 'ticket-full'
  | 'unsupported-body'
  | 'unsupported-file'
  | 'too-many-files'
  | 'file-not-stored'
  | 'invalid-fields'
  | 'key-reused'
  | 'precondition-required'
  | 'precondition-failed'
  | 'unavailable'

/** What is wrong with one field; words under `problems.json`, `fields.<reason>`. */
export type FieldReason =
  | 'required'
  | 'too-long'
  | 'control-character'
  | 'malformed-text'
  | 'malformed-email'
  | 'malformed-number'
  | 'unknown-choice'
  | 'not-waiting'

export interface FieldProblem {
  field: string
  reason: FieldReason
  /** For `too-long`: the limit in UTF-16 units. */
  max?: number
}

export interface ProblemDetails {
  /** What the words need: counts, file names. */
  params?: Record<string, string | number>
  fields?: FieldProblem[]
  retryAfterSeconds?: number
}

/** An expected refusal. Use cases throw it; each surface maps it to an answer once. Anything else thrown is a bug. */
export class Problem extends Error {
  override name = 'Problem'
  readonly code: ProblemCode
  readonly params: Record<string, string | number>
  readonly fields: FieldProblem[]
  readonly retryAfterSeconds: number | undefined

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(code)
    this.code = code
    this.params = details.params ?? {}
    this.fields = details.fields ?? []
    this.retryAfterSeconds = details.retryAfterSeconds
  }
}

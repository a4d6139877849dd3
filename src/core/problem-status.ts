import type { Problem, ProblemCode } from './problem.ts'

const statuses: Record<ProblemCode, number> = {
  'not-found': 404,
  'link-not-found': 404,
  unauthorized: 401,
  'session-ended': 401,
  'foreign-form': 403,
  'cookies-needed': 403,
  'wrong-code': 422,
  'malformed-code': 422,
  'code-expired': 410,
  'attempts-used-up': 429,
  'codes-used-up': 429,
  'too-early': 429,
  'too-many-requests': 429,
  'body-too-large': 413,
  'file-too-large': 413,
  'files-too-large': 413,
  'ticket-full': 413,
  'unsupported-body': 415,
  'unsupported-file': 415,
  'too-many-files': 422,
  'file-not-stored': 503,
  'invalid-fields': 422,
  'key-reused': 422,
  'precondition-required': 428,
  'precondition-failed': 412,
  unavailable: 503,
}

/** The status each refusal is answered with, on every surface. */
export function problemToStatus({ code }: Problem): number {
  return statuses[code]
}

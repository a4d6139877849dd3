import { Problem } from '../src/core/problem.ts'

/** What was thrown, as a refusal: anything that is none is a bug or an outage and answered as `unavailable`. */
export function errorToProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('unavailable', { retryAfterSeconds: 30 })
}

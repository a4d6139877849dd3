import type { Problem } from '../../core/problem.ts'
import { problemToStatus } from '../../core/problem-status.ts'

/** Gives a page the status of the problem it shows, and says when to try again. */
export function answerRefusal(
  response: { status?: number; headers: Headers },
  problem: Problem | undefined,
): void {
  if (!problem) return
  response.status = problemToStatus(problem)
  const { retryAfterSeconds } = problem
  if (retryAfterSeconds !== undefined)
    response.headers.set('Retry-After', String(retryAfterSeconds))
}

import { ConstraintBroken, isStale } from './d1-database.ts'

/** What a refused commit means: changed meanwhile, the same post before, or a number that is taken. */
export function brokenToOutcome(error: unknown): 'stale' | 'repeated' | 'taken' {
  if (isStale(error)) return 'stale'
  if (error instanceof ConstraintBroken && error.message.includes('posts.')) return 'repeated'
  if (error instanceof ConstraintBroken && error.message.includes('tickets.')) return 'taken'
  throw error
}

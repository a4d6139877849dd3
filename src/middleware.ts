import type { MiddlewareHandler } from 'astro'
import { Problem } from './core/problem.ts'

/** A refusal that a page throws becomes the page of that refusal; everything else stays a fault. */
export const onRequest: MiddlewareHandler = async (context, next) => {
  try {
    if (context.locals.problem) throw context.locals.problem
    return await next()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    context.locals.problem = error
    return context.rewrite('/404/')
  }
}

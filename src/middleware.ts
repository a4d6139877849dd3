import type { MiddlewareHandler } from 'astro'
import { Problem } from './core/problem.ts'
import { pathToLocale, sourceLocale } from './i18n/locales.ts'
import { paths } from './i18n/paths.ts'

/** A refusal that a page throws becomes the page of that refusal; everything else stays a fault. */
export const onRequest: MiddlewareHandler = async (context, next) => {
  try {
    return await next()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    context.locals.problem = error
    return context.rewrite(paths.problem(pathToLocale(context.url.pathname) ?? sourceLocale))
  }
}

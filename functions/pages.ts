import type { Problem } from '../src/core/problem.ts'
import { problemToStatus } from '../src/core/problem-status.ts'
import { logFault, pageRequest } from './forms/answer-form.ts'
import { problemAnswer } from './api/problem-json.ts'
import { pathToLocale, sourceLocale } from '../src/i18n/locales.ts'
import { paths } from '../src/i18n/paths.ts'
import { translator } from '../src/i18n/translator.ts'
import type { PageLocals, RouteContext, Surroundings } from './environment.ts'
import { errorToProblem } from './problems.ts'
import { drainBody } from './request-body.ts'

type Pages = Pick<Surroundings, 'renderPage' | 'openSearch'>

/** Hands a request to Astro, with the desk and the viewer that our own routes use. */
export function showPage({ renderPage, openSearch }: Pages) {
  return (c: RouteContext): Promise<Response> => {
    const { desk, viewer, timeZone } = c.var
    return renderPage(c, c.req.raw, { desk, viewer, timeZone, openSearch })
  }
}

/** Answers whatever was thrown: programs get problem+json, people the page of the problem. */
export function answerError(pages: Pages) {
  return async (error: Error, c: RouteContext): Promise<Response> => {
    const problem = errorToProblem(error)
    if (problem !== error) logFault(c, error)
    await drainBody(c.req.raw)
    if (c.req.path.startsWith('/api/')) return problemAnswer(c, problem)
    try {
      return await problemPage(pages, c, problem)
    } catch (fault) {
      logFault(c, fault)
      return problemText(c, problem)
    }
  }
}

// The last resort, where even the page of a problem cannot be made.
function problemText(c: RouteContext, problem: Problem): Response {
  const t = translator(pathToLocale(c.req.path) ?? sourceLocale, 'problems')
  const words = t(`${problem.code}.title`, problem.params)
  const { retryAfterSeconds } = problem
  const headers = new Headers({ 'Content-Type': 'text/plain; charset=utf-8' })
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds))
  return new Response(words, { status: problemToStatus(problem), headers })
}

/** The page of a problem, in the locale of the path. */
export function problemPage(
  { renderPage, openSearch }: Pages,
  c: RouteContext,
  problem: Problem,
): Promise<Response> {
  const { desk, viewer, timeZone } = c.var
  const locals: PageLocals = { desk, viewer, timeZone, openSearch, problem }
  const page = paths.problem(pathToLocale(c.req.path) ?? sourceLocale)
  return renderPage(c, pageRequest(c, page), locals)
}

import { Problem } from '../../src/core/problem.ts'
import { longestQuery } from '../../src/core/search/search.ts'
import { isLocale } from '../../src/i18n/locales.ts'
import { translator } from '../../src/i18n/translator.ts'
import type { RouteContext, Surroundings } from '../environment.ts'

/** GET /api/search?locale=&q=: the articles that answer, the best one first, and how many in words. */
export function getSearch({ openSearch }: Pick<Surroundings, 'openSearch'>) {
  return async (c: RouteContext): Promise<Response> => {
    const locale = c.req.query('locale')
    if (!isLocale(locale)) throw new Problem('not-found')
    const search = await openSearch(locale).catch(() => undefined)
    if (!search) throw new Problem('unavailable', { retryAfterSeconds: 5 })
    const query = (c.req.query('q') ?? '').trim()
    const hits = search.find(query)
    const t = translator(locale, 'site')
    const words = { query: query.slice(0, longestQuery), count: hits.length }
    const status = t(hits.length > 0 ? 'search.found' : 'search.none', words)
    return c.json({ status: query === '' ? '' : status, hits })
  }
}

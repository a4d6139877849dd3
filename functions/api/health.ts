import type { RouteContext, Surroundings } from '../environment.ts'

/** GET /api/health: whether the parts answer; names the ones that do not. */
export function getHealth({ health }: Pick<Surroundings, 'health'>) {
  return async (c: RouteContext): Promise<Response> => {
    const result = await health(c)
    c.header('Cache-Control', 'no-store')
    if (result.status === 'ok') return c.json(result, 200)
    return c.json(result, 503, { 'Retry-After': '30' })
  }
}

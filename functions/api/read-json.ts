import type * as z from 'zod/mini'
import { Problem } from '../../src/core/problem.ts'
import type { RouteContext } from '../environment.ts'

const maxBodyBytes = 256 * 1024

/** The body as JSON of this shape. Throws `unsupported-body`, `body-too-large`, `invalid-fields`. */
export async function readJson<T>(c: RouteContext, shape: z.ZodMiniType<T>): Promise<T> {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^application\/json\b/i.test(type)) throw new Problem('unsupported-body')
  if (Number(c.req.header('Content-Length') ?? 0) > maxBodyBytes)
    throw new Problem('body-too-large')
  const body = await c.req.text()
  if (body.length > maxBodyBytes) throw new Problem('body-too-large')
  return checkShape(parse(body), shape)
}

/** A value from outside as this shape. Throws `invalid-fields` that names each field. */
export function checkShape<T>(input: unknown, shape: z.ZodMiniType<T>): T {
  const result = shape.safeParse(input)
  if (result.success) return result.data
  const fields = result.error.issues.map(({ path, code }) => {
    const reason = code === 'invalid_type' ? ('required' as const) : ('unknown-choice' as const)
    return { field: path.join('.'), reason }
  })
  throw new Problem('invalid-fields', { fields })
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new Problem('invalid-fields', { fields: [{ field: '', reason: 'malformed-text' }] })
  }
}

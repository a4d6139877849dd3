import * as z from 'zod'
import type { ReadersWords } from './search-index.ts'

const lists = z.record(z.string(), z.array(z.string().min(1)))
const schema = z.strictObject({ synonyms: lists, asked: lists })

/** Checks `content/search/<locale>.json`; throws what has to be typed instead, and names the file. */
export function parseReadersWords(
  file: string,
  value: unknown,
  slugs: readonly string[],
): Omit<ReadersWords, 'stopWords'> {
  const { data, error } = schema.safeParse(value)
  if (error) {
    const [issue] = error.issues
    const place = issue?.path.join(' › ') ?? ''
    throw new Error(
      `${file}: ${place}: ${issue?.message}. Type { "synonyms": { "term": ["word", …] }, "asked": { "article": ["phrase", …] } }.`,
    )
  }
  const unknown = Object.keys(data.asked).find((slug) => !slugs.includes(slug))
  if (unknown) {
    throw new Error(
      `${file}: asked: there is no article "${unknown}". Type the name of one of its files: ${slugs.join(', ')}.`,
    )
  }
  return data
}

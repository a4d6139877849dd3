import type { Desk } from '../desk.ts'
import { base64urlToBytes, macMatches } from '../token.ts'
import type { Code } from './challenge.ts'
import { codeToClaim } from './send-code.ts'

/** The code that the input is; `unknown` where none matched and the MAC of at least one could not be had. */
export async function findMatch(
  desk: Desk,
  codes: Code[],
  input: string,
): Promise<Code | 'unknown' | undefined> {
  let unknown = false
  for (const code of codes) {
    const bytes = base64urlToBytes((await readMac(desk, code)) ?? '')
    if (!bytes?.length) unknown = true
    else if (await macMatches(desk.keys, 'code', codeToClaim(code.codeId, input), bytes))
      return code
  }
  return unknown ? 'unknown' : undefined
}

async function readMac(desk: Desk, code: Code): Promise<string | undefined> {
  if (code.mac) return code.mac
  try {
    return await desk.codes.get(code.codeId)
  } catch {
    desk.log('code-store-down')
    return undefined
  }
}

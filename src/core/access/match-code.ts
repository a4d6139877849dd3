import type { Desk } from '../desk.ts'
import { base64urlToBytes, macMatches } from '../token.ts'
import type { Code } from './challenge.ts'
import { codeToClaim } from './send-code.ts'

/**
 * The code that the input is; `unknown` where no MAC could be had at all. Once one was compared the guess has had its
 * answer: were it given back for the sake of another that is lost, guessing would be free.
 */
export async function findMatch(
  desk: Desk,
  codes: Code[],
  input: string,
): Promise<Code | 'unknown' | undefined> {
  let compared = false
  for (const code of codes) {
    const bytes = base64urlToBytes((await readMac(desk, code)) ?? '')
    if (!bytes?.length) continue
    if (await macMatches(desk.keys, 'code', codeToClaim(code.codeId, input), bytes)) return code
    compared = true
  }
  return compared ? undefined : 'unknown'
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

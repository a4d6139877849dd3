import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { guestLinkToToken } from '../../../src/core/guest-link.ts'
import { importKey } from '../../../src/core/token.ts'

/** A link's token signed with the key of this run's copy, of whatever ticket. */
export async function signedToken(ticketId: string): Promise<string> {
  const secrets = readFileSync(join(inject('stateDir'), '.dev.vars'), 'utf8')
  const [, secret = ''] = /^SECRET_KEY="?([^"\n]+)"?$/m.exec(secrets) ?? []
  const key = await importKey(new Uint8Array(Buffer.from(secret, 'base64')))
  return guestLinkToToken([key], { ticketId, generation: 1 })
}

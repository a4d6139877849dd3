import { describe } from 'vitest'
import { describeAttempts } from './access-attempts.ts'
import { describeCodes } from './access-codes.ts'
import { describeConfirmations } from './access-confirmations.ts'
import { describeLinkMails } from './access-links.ts'
import type { OpenStores } from './stores.ts'

/** What every store of the way in keeps to. */
export function describeAccessStore(open: OpenStores): void {
  describe('the access store', () => {
    describeCodes(open)
    describeAttempts(open)
    describeConfirmations(open)
    describeLinkMails(open)
  })
}

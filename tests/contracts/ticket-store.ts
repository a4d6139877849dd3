import { describe } from 'vitest'
import type { OpenStores } from './stores.ts'
import { describeCommits } from './ticket-commits.ts'
import { describeConsequences } from './ticket-consequences.ts'
import { describeLists } from './ticket-lists.ts'
import { describePages } from './ticket-pages.ts'
import { describeTexts } from './ticket-texts.ts'

/** What every store of tickets keeps to. */
export function describeTicketStore(open: OpenStores): void {
  describe('the ticket store', () => {
    describeCommits(open)
    describeConsequences(open)
    describeTexts(open)
    describePages(open)
    describeLists(open)
  })
}

import type { Desk } from '../../src/core/desk.ts'
import { limits } from '../../src/core/limits.ts'
import { closeResolved } from '../../src/core/tickets/close-resolved.ts'
import { sweepFiles } from '../../src/core/tickets/sweep-files.ts'

/** Closes what was solved two weeks ago and removes what has had its time. */
export async function runNightly(desk: Desk): Promise<void> {
  const closed = await closeResolved(desk)
  const now = desk.now()
  await desk.tickets.sweepDrafts(new Date(now.getTime() - limits.draftKeptSeconds * 1000))
  await desk.access.sweep(now)
  desk.log('nightly', { closed, filesRemoved: await sweepFiles(desk) })
}

import type { Desk } from '../desk.ts'
import { limits } from '../limits.ts'

/** Removes files that no message and no draft needs, two days after they were stored; returns how many. */
export async function sweepFiles(desk: Desk): Promise<number> {
  const storedBefore = new Date(desk.now().getTime() - limits.orphanFileSeconds * 1000)
  let cursor: string | undefined
  let removed = 0
  do {
    const page = await desk.attachments.list({ storedBefore, cursor })
    const used = await desk.tickets.attachmentsInUse(page.attachmentIds)
    const orphans = page.attachmentIds.filter((attachmentId) => !used.has(attachmentId))
    if (orphans.length > 0) await desk.attachments.remove(orphans)
    removed += orphans.length
    cursor = page.cursor
  } while (cursor)
  return removed
}

import { describe, expect, test } from 'vitest'
import { storeFile } from '../../../src/core/tickets/files.ts'
import { keepDraft } from '../../../src/core/tickets/keep-draft.ts'
import { reply } from '../../../src/core/tickets/reply.ts'
import { sweepFiles } from '../../../src/core/tickets/sweep-files.ts'
import type { StoredFile } from '../../../src/core/tickets/ticket.ts'
import { newReply } from '../../desk/guest.ts'
import type { MemoryDesk } from '../../desk/open-memory-desk.ts'
import { openProvenDesk } from './proven-guest.ts'

const days = (count: number) => count * 86_400

function store(desk: MemoryDesk, name: string): Promise<StoredFile> {
  const form = { browserHash: 'browser-maria', scope: 'scope', key: 'key', position: 0 }
  return storeFile(desk, form, { name, bytes: new TextEncoder().encode(name) })
}

const left = (desk: MemoryDesk) =>
  [...desk.attachments.files.values()].map(({ name }) => name).toSorted()

describe('the nightly sweep', () => {
  test('removes what no message and no draft needs, two days after it was stored', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    await store(desk, 'orfan.txt')
    const sent = await store(desk, 'trimis.txt')
    const drafted = await store(desk, 'ciorna.txt')
    await reply(desk, viewer, newReply(desk, ticketId, { files: [sent] }))
    const draft = { text: '', answered: [], declined: [], files: [drafted] }
    await keepDraft(desk, viewer, ticketId, draft)
    desk.pass(days(2))
    expect(await sweepFiles(desk)).toBe(0)
    desk.pass(1)
    await store(desk, 'nou.txt')
    expect(await sweepFiles(desk)).toBe(1)
    expect(left(desk)).toEqual(['ciorna.txt', 'nou.txt', 'trimis.txt'])
  })

  test('removes what a draft needed once the draft is gone', async () => {
    const { desk, ticketId, viewer } = await openProvenDesk()
    const files = [await store(desk, 'ciorna.txt')]
    await keepDraft(desk, viewer, ticketId, { text: '', answered: [], declined: [], files })
    desk.pass(days(31))
    await desk.tickets.sweepDrafts(new Date(desk.now().getTime() - days(30) * 1000))
    expect(await sweepFiles(desk)).toBe(1)
    expect(left(desk)).toEqual([])
  })

  test('goes through every page of the listing', async () => {
    const { desk } = await openProvenDesk()
    for (const name of ['a.txt', 'b.txt', 'c.txt']) await store(desk, name)
    desk.pass(days(3))
    const ids = [...desk.attachments.files.keys()]
    const pages: Record<string, { attachmentIds: string[]; cursor: string | undefined }> = {
      first: { attachmentIds: ids.slice(0, 2), cursor: 'second' },
      second: { attachmentIds: [], cursor: 'third' },
      third: { attachmentIds: ids.slice(2), cursor: undefined },
    }
    const cursors: unknown[] = []
    desk.attachments.list = async (query: object) => {
      const cursor = 'cursor' in query ? query.cursor : undefined
      cursors.push(cursor)
      return { cursor: undefined, attachmentIds: [], ...pages[String(cursor ?? 'first')] } as never
    }
    expect(await sweepFiles(desk)).toBe(3)
    expect(cursors).toEqual([undefined, 'second', 'third'])
    expect(left(desk)).toEqual([])
  })

  test('with the store down removes nothing and says so', async () => {
    const { desk } = await openProvenDesk()
    await store(desk, 'orfan.txt')
    desk.pass(days(3))
    desk.attachments.down = true
    await expect(sweepFiles(desk)).rejects.toMatchObject({ code: 'unavailable' })
    expect(left(desk)).toEqual(['orfan.txt'])
  })
})

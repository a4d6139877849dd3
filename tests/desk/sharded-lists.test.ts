import { describe, expect, test } from 'vitest'
import { apiOf, openApp } from '../functions/open-app.ts'
import { sweepFiles } from '../../src/core/tickets/sweep-files.ts'
import { fileTicket } from '../../src/core/tickets/file-ticket.ts'
import { storeFile } from '../../src/core/tickets/files.ts'
import { openAttachment } from '../../src/core/tickets/open-attachment.ts'
import { reply } from '../../src/core/tickets/reply.ts'
import { updateTicket } from '../../src/core/tickets/update-ticket.ts'
import { deliver } from '../../src/core/notifications/deliver.ts'
import { newFiling, newReply, newViewer, proveAddress } from './guest.ts'
import { openMemoryDesk, type MemoryDesk } from './open-memory-desk.ts'
import { fileOn, keyOf } from './spread.ts'

const shards = ['0', '1', '2', '3']

function shut(desk: MemoryDesk, shard: number): () => void {
  const database = desk.databases[shard]
  if (database) database.down = true
  return () => {
    if (database) database.down = false
  }
}

describe('with several databases', () => {
  test('the list of tickets goes from page to page through all of them, newest first', async () => {
    const desk = await openMemoryDesk(1, 4)
    const filed: string[] = []
    for (const shard of '2103312200130') {
      filed.push(await fileOn(desk, shard))
      desk.pass(1)
    }
    const call = apiOf(await openApp({ openDesk: async () => desk }))
    const listed: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const response = await call('GET', `/tickets?limit=3${cursor && `&cursor=${cursor}`}`)
      const page = (await response.json()) as {
        items: { ticketId: string }[]
        nextCursor: string | null
      }
      listed.push(...page.items.map(({ ticketId }) => ticketId.replace('-', '')))
      cursor = page.nextCursor
    }
    expect(listed).toEqual(filed.toReversed())
  })

  test('a list that cannot ask one of them is refused, not shortened', async () => {
    const desk = await openMemoryDesk(1, 4)
    shut(desk, 3)
    const unavailable = { code: 'unavailable' }
    await expect(desk.tickets.list({ max: 9 })).rejects.toMatchObject(unavailable)
    await expect(desk.tickets.listToClose(desk.now(), 9)).rejects.toMatchObject(unavailable)
  })

  test('no file is swept away while one of them cannot say whether it needs it', async () => {
    const desk = await openMemoryDesk(1, 4)
    const form = { browserHash: 'browser-filer', scope: 'new', key: 'key', position: 0 }
    const bytes = new TextEncoder().encode('%PDF-1.7')
    const file = await storeFile(desk, form, { name: 'a.pdf', bytes })
    await fileOn(desk, '3', { files: [file] })
    desk.pass(3 * 86_400)
    const open = shut(desk, 3)
    await expect(sweepFiles(desk)).rejects.toMatchObject({ code: 'unavailable' })
    open()
    expect(await sweepFiles(desk)).toBe(0)
    expect(desk.attachments.files.size).toBe(1)
  })

  test('a file opens for its guest, and with its database down it is not said to be missing', async () => {
    const desk = await openMemoryDesk(1, 4)
    const form = { browserHash: 'browser-filer', scope: 'new', key: 'key', position: 0 }
    const bytes = new TextEncoder().encode('%PDF-1.7')
    const file = await storeFile(desk, form, { name: 'a.pdf', bytes })
    const ticketId = await fileOn(desk, '3', { files: [file] })
    const viewer = await proveAddress(desk, newViewer(), ticketId)
    const stranger = await proveAddress(desk, newViewer('ion'), await fileOn(desk, '1'))
    const open = (who: typeof viewer) => openAttachment(desk, who, file.attachmentId)
    expect(await open(viewer)).toMatchObject({ ticketId })
    await expect(open(stranger)).rejects.toMatchObject({ code: 'not-found' })
    shut(desk, 1)
    expect(await open(viewer)).toMatchObject({ ticketId })
    shut(desk, 3)
    await expect(open(viewer)).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('mails of one that is down wait for it, the others go', async () => {
    const desk = await openMemoryDesk(1, 4)
    const deals = shards.map((shard, index) =>
      fileTicket(
        desk,
        newViewer(`browser-${index}`),
        newFiling(desk, { key: keyOf(desk, shard), email: `guest-${shard}@example.com` }),
      ),
    )
    await Promise.all(deals)
    const open = shut(desk, 2)
    await expect(deliver(desk)).rejects.toMatchObject({ code: 'unavailable' })
    const sentTo = () => desk.mailSender.sent.map(({ to }) => to.charAt(6)).toSorted()
    expect(sentTo()).toEqual(['0', '1', '3'])
    open()
    await deliver(desk)
    expect(sentTo()).toEqual(shards)
  })

  test('a reply to a closed ticket goes on beside it', async () => {
    const desk = await openMemoryDesk(1, 4)
    for (const shard of shards) {
      const old = await fileOn(desk, shard, { email: `guest-${shard}@example.com` })
      const viewer = await proveAddress(desk, newViewer(shard), old)
      const { ticket } = await desk.tickets.readState({ ticketId: old })
      const version = ticket?.version ?? 0
      await updateTicket(desk, { ticketId: old, version, status: 'closed', category: undefined })
      const next = await reply(desk, viewer, newReply(desk, old))
      expect(next.ticketId.charAt(0)).toBe(shard)
      expect(next.ticketId).not.toBe(old)
    }
  })

  test('a number that is taken is drawn anew on the same shard, and a filing meets itself', async () => {
    const desk = await openMemoryDesk(1, 4)
    const filing = newFiling(desk, { key: keyOf(desk, '2') })
    const commit = desk.tickets.commit.bind(desk.tickets)
    const drawn: string[] = []
    desk.tickets.commit = async (changes) => {
      drawn.push(...changes.map(({ ticket }) => ticket.ticketId))
      return drawn.length < 4 ? 'taken' : commit(changes)
    }
    const { ticketId } = await fileTicket(desk, newViewer(), filing)
    expect(drawn.map((each) => each.charAt(0))).toEqual(['2', '2', '2', '2'])
    expect((await fileTicket(desk, newViewer(), filing)).ticketId).toBe(ticketId)
  })
})

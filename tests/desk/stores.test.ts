import { describe } from 'vitest'
import { describeAccessStore } from '../contracts/access-store.ts'
import { describeAttachmentStore } from '../contracts/attachment-store.ts'
import { describeCodeStore } from '../contracts/code-store.ts'
import { describeOutboxStore } from '../contracts/outbox-store.ts'
import { describeTicketStore } from '../contracts/ticket-store.ts'
import { openMemoryDesk } from './open-memory-desk.ts'

describe.each([1, 4])('over %i databases', (databases) => {
  const open = () => openMemoryDesk(1, databases)
  describeTicketStore(open)
  describeAccessStore(open)
  describeOutboxStore(open)
})
describeCodeStore(async () => (await openMemoryDesk()).codes)
describeAttachmentStore(async () => {
  const desk = await openMemoryDesk()
  return { store: desk.attachments, now: desk.now }
})

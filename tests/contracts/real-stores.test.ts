import { env } from 'cloudflare:workers'
import { D1Access } from '../../src/platform/d1-access.ts'
import { D1Outbox } from '../../src/platform/d1-outbox.ts'
import { D1Tickets } from '../../src/platform/d1-tickets.ts'
import { KvCodes } from '../../src/platform/kv-codes.ts'
import { R2Attachments } from '../../src/platform/r2-attachments.ts'
import { startAfresh } from '../platform/setup.ts'
import { describeAccessStore } from './access-store.ts'
import { describeAttachmentStore } from './attachment-store.ts'
import { describeCodeStore } from './code-store.ts'
import { describeOutboxStore } from './outbox-store.ts'
import { describeTicketStore } from './ticket-store.ts'

async function openStores() {
  await startAfresh()
  const [tickets, access, outbox] = [
    new D1Tickets(env.DB),
    new D1Access(env.DB),
    new D1Outbox(env.DB),
  ]
  return { tickets, access, outbox }
}

describeTicketStore(openStores)
describeAccessStore(openStores)
describeOutboxStore(openStores)
describeCodeStore(async () => new KvCodes(env.CODES))
describeAttachmentStore(async () => {
  await startAfresh()
  return { store: new R2Attachments(env.ATTACHMENTS), now: () => new Date() }
})

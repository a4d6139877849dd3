import { env } from 'cloudflare:workers'
import { describe } from 'vitest'
import { KvCodes } from '../../src/platform/kv-codes.ts'
import { openStores } from '../../src/platform/open-stores.ts'
import { R2Attachments } from '../../src/platform/r2-attachments.ts'
import { bindDatabases } from '../desk/bind-databases.ts'
import { allDatabases, startAfresh } from '../platform/setup.ts'
import { describeAccessStore } from './access-store.ts'
import { describeAttachmentStore } from './attachment-store.ts'
import { describeCodeStore } from './code-store.ts'
import { describeOutboxStore } from './outbox-store.ts'
import { describeTicketStore } from './ticket-store.ts'

describe.each([1, 4])('over %i databases', (databases) => {
  const open = async () => {
    await startAfresh()
    return openStores(bindDatabases(allDatabases.slice(0, databases)))
  }
  describeTicketStore(open)
  describeAccessStore(open)
  describeOutboxStore(open)
})
describeCodeStore(async () => new KvCodes(env.CODES))
describeAttachmentStore(async () => {
  await startAfresh()
  return { store: new R2Attachments(env.ATTACHMENTS), now: () => new Date() }
})

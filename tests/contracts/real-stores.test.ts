import { env } from 'cloudflare:workers'
import { KvCodes } from '../../src/platform/kv-codes.ts'
import { R2Attachments } from '../../src/platform/r2-attachments.ts'
import { startAfresh } from '../platform/setup.ts'
import { describeAttachmentStore } from './attachment-store.ts'
import { describeCodeStore } from './code-store.ts'

describeCodeStore(async () => new KvCodes(env.CODES))

describeAttachmentStore(async () => {
  await startAfresh()
  return { store: new R2Attachments(env.ATTACHMENTS), now: () => new Date() }
})

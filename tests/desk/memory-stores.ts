import type { CodeStore } from '../../src/core/access/code-store.ts'
import type { Mail } from '../../src/core/notifications/mail.ts'
import type { MailSender } from '../../src/core/notifications/mail-sender.ts'
import { Problem } from '../../src/core/problem.ts'
import type { AttachmentStore, FileBody } from '../../src/core/tickets/attachment-store.ts'
import type { StoredFile } from '../../src/core/tickets/ticket.ts'

/** A part that can be switched off. */
class Switchable {
  down = false

  protected refuseWhenDown(): void {
    if (this.down) throw new Problem('unavailable', { retryAfterSeconds: 30 })
  }
}

export class MemoryCodes extends Switchable implements CodeStore {
  readonly codes = new Map<string, string>()

  async put(codeId: string, mac: string): Promise<void> {
    this.refuseWhenDown()
    this.codes.set(codeId, mac)
  }

  async get(codeId: string): Promise<string | undefined> {
    this.refuseWhenDown()
    return this.codes.get(codeId)
  }
}

interface MemoryFile extends StoredFile {
  browserHash: string
  content: Uint8Array<ArrayBuffer>
  storedAt: Date
}

export class MemoryAttachments extends Switchable implements AttachmentStore {
  readonly files = new Map<string, MemoryFile>()
  readonly #now: () => Date

  constructor(now: () => Date) {
    super()
    this.#now = now
  }

  async put(file: StoredFile & { browserHash: string }, content: Uint8Array<ArrayBuffer>) {
    this.refuseWhenDown()
    if (this.files.has(file.attachmentId)) return
    this.files.set(file.attachmentId, { ...file, content, storedAt: this.#now() })
  }

  async find(attachmentId: string) {
    this.refuseWhenDown()
    const file = this.files.get(attachmentId)
    if (!file) return undefined
    const { content: _, storedAt: __, ...stored } = file
    return stored
  }

  async read(
    attachmentId: string,
    range: { offset: number; length: number } | undefined,
  ): Promise<FileBody | undefined> {
    this.refuseWhenDown()
    const file = this.files.get(attachmentId)
    if (!file) return undefined
    const end = range ? range.offset + range.length : undefined
    const body = new Blob([file.content.slice(range?.offset ?? 0, end)]).stream()
    return { body: body as unknown as FileBody['body'], range }
  }

  async list({ storedBefore }: { storedBefore: Date }) {
    this.refuseWhenDown()
    const old = [...this.files.values()].filter(({ storedAt }) => storedAt < storedBefore)
    return { attachmentIds: old.map(({ attachmentId }) => attachmentId), cursor: undefined }
  }

  async remove(attachmentIds: string[]): Promise<void> {
    this.refuseWhenDown()
    for (const attachmentId of attachmentIds) this.files.delete(attachmentId)
  }
}

export interface SentMail {
  to: string
  mail: Mail
}

export class MemoryMailbox implements MailSender {
  readonly sent: SentMail[] = []
  /** Thrown instead of sending, while set. */
  fault: Error | undefined

  async send({ to, mail }: { to: string; mail: Mail }): Promise<string> {
    if (this.fault) throw this.fault
    this.sent.push({ to, mail })
    return `memory-${this.sent.length}`
  }
}

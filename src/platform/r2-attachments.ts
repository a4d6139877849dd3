import { Problem } from '../core/problem.ts'
import { base64urlToBytes } from '../core/token.ts'
import type { AttachmentStore, FileBody } from '../core/tickets/attachment-store.ts'
import type { StoredFile } from '../core/tickets/ticket.ts'

/** Attachments in R2 under their ids; the name a person gave a file is never part of a key. */
export class R2Attachments implements AttachmentStore {
  readonly #bucket: R2Bucket

  constructor(bucket: R2Bucket) {
    this.#bucket = bucket
  }

  async put(
    file: StoredFile & { browserHash: string },
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    const { attachmentId, browserHash, mediaType, sha256 } = file
    const sum = base64urlToBytes(sha256)
    await orUnavailable(() =>
      this.#bucket.put(attachmentId, bytes, {
        ...(sum && { sha256: sum }),
        onlyIf: { etagDoesNotMatch: '*' },
        httpMetadata: { contentType: mediaType },
        customMetadata: { browserHash, name: encodeURIComponent(file.name), sha256 },
      }),
    )
  }

  async find(attachmentId: string) {
    const object = await orUnavailable(() => this.#bucket.head(attachmentId))
    const metadata = object?.customMetadata
    if (!object || !metadata) return undefined
    return {
      attachmentId,
      browserHash: metadata['browserHash'] ?? '',
      name: decodeURIComponent(metadata['name'] ?? ''),
      mediaType: object.httpMetadata?.contentType ?? 'application/octet-stream',
      bytes: object.size,
      sha256: metadata['sha256'] ?? '',
    }
  }

  async read(
    attachmentId: string,
    range: { offset: number; length: number } | undefined,
  ): Promise<FileBody | undefined> {
    const options = range ? { range } : {}
    const object = await orUnavailable(() => this.#bucket.get(attachmentId, options))
    return object ? { body: object.body, range } : undefined
  }

  async list({ storedBefore, cursor }: { storedBefore: Date; cursor: string | undefined }) {
    const options = cursor ? { cursor } : {}
    const page = await orUnavailable(() => this.#bucket.list(options))
    const old = page.objects.filter(({ uploaded }) => uploaded < storedBefore)
    const attachmentIds = old.map(({ key }) => key)
    return { attachmentIds, cursor: page.truncated ? page.cursor : undefined }
  }

  async remove(attachmentIds: string[]): Promise<void> {
    await orUnavailable(() => this.#bucket.delete(attachmentIds))
  }
}

async function orUnavailable<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch {
    throw new Problem('unavailable', { retryAfterSeconds: 30 })
  }
}

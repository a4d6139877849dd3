import type { StoredFile } from './ticket.ts'

export interface FileBody {
  body: ReadableStream
  /** The part of the file that follows; the whole file where undefined. */
  range: { offset: number; length: number } | undefined
}

/** Where files lie, under their ids. Throws `unavailable` when it is down. */
export interface AttachmentStore {
  /** Stores a file once; a second time under the same id changes nothing. */
  put(file: StoredFile & { browserHash: string }, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** A stored file with the browser that sent it; undefined where there is none. */
  find(attachmentId: string): Promise<(StoredFile & { browserHash: string }) | undefined>
  read(
    attachmentId: string,
    range: { offset: number; length: number } | undefined,
  ): Promise<FileBody | undefined>
  /** Up to 1,000 ids stored before the time given, from where the last listing ended. */
  list(query: { storedBefore: Date; cursor: string | undefined }): Promise<{
    attachmentIds: string[]
    cursor: string | undefined
  }>
  remove(attachmentIds: string[]): Promise<void>
}

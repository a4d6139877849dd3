import { limits } from '../limits.ts'
import { Problem } from '../problem.ts'
import type { Desk } from '../desk.ts'
import { digest, mac } from '../token.ts'
import { safeFileName } from './file-name.ts'
import { sniffFileType } from './file-type.ts'
import type { StoredFile } from './ticket.ts'

/** Throws `too-many-files`, `files-too-large`, or `ticket-full` for a ticket that holds `attachmentBytes` already. */
export function checkFiles(files: StoredFile[], attachmentBytes: number): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  if (files.length > limits.maxFiles) throw new Problem('too-many-files')
  if (bytes > limits.maxMessageBytes) throw new Problem('files-too-large')
  if (bytes > 0 && attachmentBytes + bytes > limits.maxTicketBytes) throw new Problem('ticket-full')
}

/**
 * Stores one file of a form under an id that follows from the form's key and the contents, so that the same post
 * again finds it there. Throws `file-too-large`, `unsupported-file`, `file-not-stored`, each with the file's name.
 */
export async function storeFile(
  desk: Desk,
  form: { browserHash: string; scope: string; key: string; position: number },
  file: { name: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<StoredFile> {
  const name = safeFileName(file.name)
  const params = { name }
  if (file.bytes.length > limits.maxFileBytes) throw new Problem('file-too-large', { params })
  const mediaType = sniffFileType(file.bytes, name)
  if (!mediaType) throw new Problem('unsupported-file', { params })
  const sha256 = await digest(file.bytes)
  const claim = [form.scope, form.key, form.position, sha256, name].join(' ')
  const attachmentId = bytesToId(await mac(desk.keys, 'attachment', claim))
  const stored = { attachmentId, name, mediaType, bytes: file.bytes.length, sha256 }
  try {
    await desk.attachments.put({ ...stored, browserHash: form.browserHash }, file.bytes)
  } catch {
    throw new Problem('file-not-stored', { params, retryAfterSeconds: 30 })
  }
  return stored
}

/** The files a refused form keeps by id, as far as this browser stored them. */
export async function findFiles(
  desk: Desk,
  browserHash: string,
  attachmentIds: string[],
): Promise<StoredFile[]> {
  const wanted = attachmentIds.filter(isAttachmentId).slice(0, limits.maxFiles)
  const found = await Promise.all(wanted.map((id) => desk.attachments.find(id)))
  return found.flatMap((file) => {
    if (file?.browserHash !== browserHash) return []
    const { browserHash: _, ...stored } = file
    return [stored]
  })
}

/** 32 hexadecimal digits. */
export function isAttachmentId(text: string): boolean {
  return /^[\da-f]{32}$/.test(text)
}

function bytesToId(bytes: Uint8Array): string {
  return Array.from(bytes.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

import { createHash } from 'node:crypto'

export interface Deed {
  kind: 'filing' | 'opening' | 'reply' | 'resolution' | 'reopening' | 'answer'
  key: string
  /** Known from the start, or from the answer where the deed makes the ticket. */
  ticketId?: string
  /** Of the message that it writes, if it writes one. */
  text?: string
  files: readonly File[]
  acknowledged: boolean
}

/** What the clients tried, and what the Worker has told them is done. */
export class Ledger {
  readonly deeds: Deed[] = []
  /** Tickets whose address a guest was told is confirmed, once for each time. */
  readonly confirmed: string[] = []
  /** Tickets a code was said to be sent for, once for each time. */
  readonly codesSent: string[] = []
  /** Answers that no client should have seen. */
  readonly unexpected: string[] = []

  begin(deed: Omit<Deed, 'acknowledged'>): Deed {
    const begun = { ...deed, acknowledged: false }
    this.deeds.push(begun)
    return begun
  }
}

const sums = new WeakMap<File, string>()

/** Hashes a file once; `sha256Of` knows it from then on. */
export async function newFile(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<File> {
  const file = new File([bytes], name)
  sums.set(file, createHash('sha256').update(bytes).digest('base64url'))
  return file
}

/** Base64url, as the database has it. */
export function sha256Of(file: File): string {
  return sums.get(file) ?? ''
}

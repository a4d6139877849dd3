import type { Refusal } from '../../core/refusal.ts'
import { fieldValue } from '../../core/refusal.ts'
import type { Draft } from '../../core/tickets/ticket-store.ts'
import type { StoredFile } from '../../core/tickets/ticket.ts'

export interface ReplyContents {
  key: string
  text: string
  answered: readonly string[]
  declined: readonly string[]
  files: StoredFile[]
}

/** What stands in the reply box: a refused reply, else the draft kept for this browser, else nothing. */
export function replyContents(
  refusal: Refusal | undefined,
  draft: Draft | undefined,
  freshKey: string,
): ReplyContents {
  if (refusal?.form === 'reply') {
    const { values, files, problem } = refusal
    const sent = fieldValue(values, 'key')
    const key = sent && problem.code !== 'key-reused' ? sent : freshKey
    const [answered, declined] = [values['answered'] ?? [], values['declined'] ?? []]
    return { key, text: fieldValue(values, 'text'), answered, declined, files }
  }
  return {
    key: freshKey,
    text: draft?.text ?? '',
    answered: draft?.answered.map(String) ?? [],
    declined: draft?.declined.map(String) ?? [],
    files: draft?.files ?? [],
  }
}

import { keepDraft } from '../../src/core/tickets/keep-draft.ts'
import { Problem } from '../../src/core/problem.ts'
import type { Viewer } from '../../src/core/access/viewer.ts'
import type { Desk } from '../../src/core/desk.ts'
import { storeFile } from '../../src/core/tickets/files.ts'
import type { StoredFile } from '../../src/core/tickets/ticket.ts'
import type { FaultPlan } from '../faults/fault.ts'
import { count, type Post, type PostResult, type Stage, type Words } from './stage.ts'

/** Sends a post and notes what its client was told. Whatever is no expected refusal is a breach. */
export async function sendPost(stage: Stage, post: Post, plan: FaultPlan): Promise<void> {
  try {
    const desk = await stage.world.invoke(plan)
    noteAnswer(stage, post, await post.send(desk))
  } catch (error) {
    noteRefusal(stage, post, error)
  }
}

function noteAnswer(stage: Stage, post: Post, result: PostResult): void {
  const before = post.acknowledged
  if (before && (before.ticketId !== result.ticketId || before.seq !== result.seq)) {
    stage.breaches.push('the same post has the same answer')
  }
  post.acknowledged = result
  stage.unanswered.delete(post)
  if (!stage.ticketIds.includes(result.ticketId)) stage.ticketIds.push(result.ticketId)
  count(stage, 'acknowledged')
}

function noteRefusal(stage: Stage, post: Post, error: unknown): void {
  const code = noteProblem(stage, error)
  if (code === 'unavailable' || code === 'file-not-stored') {
    if (!post.acknowledged) stage.unanswered.add(post)
    return
  }
  if (post.acknowledged) stage.breaches.push(`what was taken is refused: ${code}`)
  stage.unanswered.delete(post)
}

/** The code of an expected refusal. Anything else that is thrown is a breach. */
export function noteProblem(stage: Stage, error: unknown): string {
  if (!(error instanceof Problem)) {
    stage.breaches.push(`an error without a name: ${String(error)}`)
    return 'unexpected'
  }
  count(stage, error.code)
  return error.code
}

/** Adds a post to the stage and sends it for the first time. */
export async function post(stage: Stage, added: Post, plan: FaultPlan): Promise<void> {
  stage.posts.push(added)
  await sendPost(stage, added, plan)
}

const picture = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Words that are nowhere else, so that a second copy of them shows. */
export function newWords(stage: Stage, author: Words['author'], fileCount = 0): Words {
  const mark = `№${stage.posts.length}`
  const files = Array.from({ length: fileCount }, (_, index) => {
    const bytes = new Uint8Array([...picture, stage.posts.length % 256, index])
    return { name: `ecran ${index}.png`, bytes }
  })
  return { author, text: `${mark} Unde sunt banii? ✓`, files }
}

/** Stores the files of a form as its route does. */
export async function storeFiles(
  desk: Desk,
  form: { browserHash: string; scope: string; key: string },
  { files }: Words,
): Promise<StoredFile[]> {
  const stored: StoredFile[] = []
  for (const [position, file] of files.entries()) {
    stored.push(await storeFile(desk, { ...form, position }, file))
  }
  return stored
}

/** Keeps a reply that came after the session's end, as its route does, and remembers that it was kept. */
export async function keepWords(
  stage: Stage,
  desk: Desk,
  viewer: Viewer,
  { ticketId, words, files }: { ticketId: string; words: Words; files: StoredFile[] },
): Promise<void> {
  const draft = { text: words.text, answered: [], declined: [], files }
  const place = `${viewer.browserHash} ${ticketId}`
  stage.drafts.delete(place)
  await keepDraft(desk, viewer, ticketId, draft)
  stage.drafts.set(place, { text: words.text, at: stage.world.now() })
}

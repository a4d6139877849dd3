import { runNightly } from '../../functions/jobs/nightly.ts'
import { runOutbox } from '../../functions/jobs/outbox.ts'
import { fairPlan } from '../faults/plans.ts'
import { missingFiles, orphanFiles } from '../invariants/file-breaches.ts'
import { noteProofs } from '../invariants/grant-breaches.ts'
import { copiesOfMails, strayMails } from '../invariants/mail-breaches.ts'
import { sendPost } from './posting.ts'
import type { Post, Stage } from './stage.ts'

const halfHour = 1800

/** Fair weather: every client asks until it is answered, every mail goes out, the night's work is done; then the count. */
export async function bringHome(stage: Stage): Promise<void> {
  const { world } = stage
  world.skewSeconds = 0
  stage.down = undefined
  for (const post of stage.unanswered) await sendPost(stage, post, fairPlan)
  await deliverEverything(stage)
  await noteProofs(world.stores, stage.proofs)
  world.pass(33 * 86_400)
  await runNightly(await world.invoke(fairPlan))
  stage.breaches.push(
    ...(stage.unanswered.size > 0 ? ['a client has no answer in fair weather'] : []),
    ...(await missingFiles(world.stores)),
    ...(await orphanFiles(world.stores)),
    ...(await strayMails(world.stores, world.provider.accepted)),
    ...(await mailBalance(stage)),
    ...(await wordBreaches(stage)),
  )
}

async function deliverEverything({ world }: Stage): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await runOutbox(await world.invoke(fairPlan))
    world.pass(halfHour)
  }
}

async function mailBalance({ world, excusedCopies }: Stage): Promise<string[]> {
  const pending = "SELECT cause FROM outbox WHERE state = 'pending'"
  const [left = []] = await world.stores.rowsOf([pending])
  const copies = await copiesOfMails(world.stores, world.provider.accepted)
  return [
    ...left.map(({ cause }) => `a mail never left: ${cause}`),
    ...(copies > excusedCopies ? [`${copies} mails came twice, ${excusedCopies} by a fault`] : []),
  ]
}

async function wordBreaches({ posts, world }: Stage): Promise<string[]> {
  const written = 'SELECT ticket_id, seq, author, text, files FROM messages'
  const [rows = []] = await world.stores.rowsOf([written])
  return posts.flatMap(({ words, acknowledged }) => {
    if (!words) return []
    const found = rows.filter(({ text }) => text === words.text)
    const wrong = found.filter(({ author }) => author !== words.author)
    const fileless = found.filter(({ files }) => countFiles(files) !== words.files.length)
    return [
      ...(found.length > 1 ? [`written twice: ${words.text}`] : []),
      ...(acknowledged && !isAt(found, acknowledged) ? [`acknowledged, lost: ${words.text}`] : []),
      ...(wrong.length + fileless.length > 0 ? [`not as it was written: ${words.text}`] : []),
    ]
  })
}

function isAt(found: Record<string, unknown>[], { ticketId, seq }: Post['acknowledged'] & {}) {
  return found.some((row) => row['ticket_id'] === ticketId && row['seq'] === seq)
}

function countFiles(files: unknown): number {
  return (JSON.parse(String(files)) as unknown[]).length
}

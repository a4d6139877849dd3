import type { Stores } from '../simulation/stores.ts'

/** Rows of files that do not lie in the bucket. */
export async function missingFiles({ rowsOf, fileIds }: Pick<Stores, 'rowsOf' | 'fileIds'>) {
  const stored = new Set(await fileIds())
  const [wanted = []] = await rowsOf(['SELECT DISTINCT attachment_id FROM attachments'])
  const missing = wanted.filter((row) => !stored.has(String(row['attachment_id'])))
  return missing.map((row) => `a file lies in the bucket: ${row['attachment_id']}`)
}

/** Files that no row and no draft needs: none may be left after the sweep. */
export async function orphanFiles({ rowsOf, fileIds }: Pick<Stores, 'rowsOf' | 'fileIds'>) {
  const [wanted = []] = await rowsOf([
    `SELECT attachment_id FROM attachments
    UNION SELECT files.value ->> 'attachmentId' FROM drafts, json_each(drafts.files) AS files`,
  ])
  const needed = new Set(wanted.map((row) => row['attachment_id']))
  const orphans = (await fileIds()).filter((attachmentId) => !needed.has(attachmentId))
  return orphans.map((attachmentId) => `a file is needed: ${attachmentId}`)
}

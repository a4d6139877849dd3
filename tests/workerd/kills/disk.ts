import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { BuiltWorker } from '../built-worker.ts'

/**
 * Opens a copy of a store's database as the killed process left it: the file and its log, without the shared memory,
 * which is how the next process finds it.
 */
export function openCopy(worker: BuiltWorker, store: 'd1' | 'kv' | 'r2'): DatabaseSync {
  const path = worker.sqlitePath(store)
  const folder = join(worker.stateDir, 'copies')
  mkdirSync(folder, { recursive: true })
  const copy = join(folder, `${store}-${basename(path)}`)
  for (const ending of ['', '-wal', '-shm']) rmSync(copy + ending, { force: true })
  for (const ending of ['', '-wal']) {
    if (existsSync(path + ending)) copyFileSync(path + ending, copy + ending)
  }
  return new DatabaseSync(copy)
}

/** What SQLite has against a database; nothing for a sound one. */
export function integrityFaults(database: DatabaseSync): string[] {
  const rows = database.prepare('PRAGMA integrity_check').all()
  return rows.map((row) => String(row['integrity_check'])).filter((line) => line !== 'ok')
}

/** Attachments whose object is not in the file store, or whose bytes are not those that were sent. */
export function filesWithoutBytes(
  worker: BuiltWorker,
  d1: DatabaseSync,
  r2: DatabaseSync,
  { readBytes }: { readBytes: boolean },
): string[] {
  const objects = new Map(
    r2
      .prepare('SELECT * FROM _mf_objects')
      .all()
      .map((row) => [row['key'], row]),
  )
  const blobs = new Map(
    globSync(join(worker.stateDir, 'r2', '*', 'blobs', '*')).map((path) => [basename(path), path]),
  )
  const rows = d1.prepare('SELECT attachment_id, bytes, sha256 FROM attachments').all()
  return rows.flatMap((row) => {
    const path = blobs.get(String(objects.get(row['attachment_id'])?.['blob_id']))
    const isWhole = path !== undefined && statSync(path).size === row['bytes']
    const isSame = isWhole && (!readBytes || sha256OfFile(path) === row['sha256'])
    return isSame ? [] : [`a file without its bytes: ${String(row['attachment_id'])}`]
  })
}

/** Codes that say their MAC is in the code store, and it is not there. */
export function codesWithoutMac(d1: DatabaseSync, kv: DatabaseSync): string[] {
  const keys = new Set(
    kv
      .prepare('SELECT key FROM _mf_entries')
      .all()
      .map(({ key }) => key),
  )
  const codes = d1.prepare('SELECT code_id FROM codes WHERE mac IS NULL').all()
  const missing = codes.filter(({ code_id: codeId }) => !keys.has(codeId ?? ''))
  return missing.map(({ code_id: codeId }) => `a code without its MAC: ${String(codeId)}`)
}

function sha256OfFile(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('base64url')
}

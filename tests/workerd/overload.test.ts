import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BuiltWorker } from './built-worker.ts'
import { Ledger } from './kills/ledger.ts'
import { LetterBox } from './letter-box.ts'
import { Flood } from './overload/flood.ts'
import { SeededRandom } from './seeded-random.ts'

test('try', async () => {
  const letterBox = new LetterBox()
  const worker = await BuiltWorker.open(mkdtempSync(join(tmpdir(), 'tichet-flood-')), await letterBox.listen())
  await worker.start()
  const flood = new Flood(worker, new Ledger(), new SeededRandom(1))
  await flood.capacity(8, 2)
  const capacity = await flood.capacity(8, 3)
  console.error('capacity', capacity, flood.tally())
  flood.arrivals.length = 0
  const ends = await flood.pour(capacity * 10, 4)
  console.error('poured', ends.length, flood.tally())
  const t = performance.now()
  const a = await fetch(worker.origin + '/ro/tickets/new/'); await a.text()
  console.error('probe', a.status, performance.now() - t)
  await Promise.all(ends)
  console.error('ended', performance.now() - t, flood.tally())
  await worker.close(); letterBox.close()
  expect(1).toBe(1)
}, 200_000)

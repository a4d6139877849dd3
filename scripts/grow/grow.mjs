import { statSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { ensureMigrated } from '../product/migrate.mjs'
import { toolEnvironment } from '../setup/project.mjs'
import { secondsSince, step } from '../setup/report.mjs'
import { beginGrowth, finishGrowth, inTransaction, openLocalD1 } from './database.mjs'
import { prepareInserts } from './inserts.mjs'
import { startProgress } from './progress.mjs'
import { ticketRows } from './ticket.mjs'

const ticketsAtOnce = 1000

/**
 * Fills the local D1 of a state folder with tickets as the product writes them. Stopped in any way, a second run goes on
 * where it was and ends with the same rows.
 */
export async function grow(stateDir, size) {
  await ensureMigrated(stateDir, toolEnvironment(stateDir))
  const startedAt = performance.now()
  const { database, path } = openLocalD1(stateDir)
  await fillDatabase(database, size)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  tellSize(size, statSync(path).size, startedAt)
}

/** The same over an open database; `now` is when the newest tickets end, if nothing has grown yet. */
export async function fillDatabase(database, size, { now = Date.now(), output, atOnce } = {}) {
  const growth = beginGrowth(database, { ...size, now })
  await addTickets(database, growth, { output, atOnce })
  await step('Making what comes last', async () => finishGrowth(database, growth))
}

async function addTickets(database, growth, { output, atOnce = ticketsAtOnce }) {
  const { tickets, done: doneBefore } = growth
  const insertRows = prepareInserts(database)
  const keep = database.prepare('UPDATE growth SET done = ?')
  const progress = startProgress({ total: tickets, doneBefore }, output)
  for (let done = doneBefore; done < tickets;) {
    const end = Math.min(tickets, done + atOnce)
    inTransaction(database, () => {
      insertRows(Array.from({ length: end - done }, (_, at) => ticketRows(growth, done + at)))
      keep.run(end)
    })
    done = end
    progress.show(done)
    // A stop is heard here, between two transactions.
    await setImmediate()
  }
  progress.end()
}

function tellSize({ tickets, messages }, bytes, startedAt) {
  const size = `${(bytes / 1e9).toFixed(2)} GB`
  const each = `${Math.round(bytes / tickets)} bytes a ticket, ${Math.round(bytes / messages)} a message`
  const counts = `${tickets.toLocaleString('en')} tickets, ${messages.toLocaleString('en')} messages`
  console.log(`${counts}: ${size}, ${each} (${secondsSince(startedAt)} s)`)
}

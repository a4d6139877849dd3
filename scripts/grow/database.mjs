import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Failure } from '../setup/project.mjs'

// Ids of addresses come in no order: filling this one row by row would rewrite all of it again and again.
const madeLast = 'outbox_of_address'

/** Opens the file in which the local D1 keeps its database. */
export function openLocalD1(stateDir) {
  const folder = join(stateDir, 'v3', 'd1', 'miniflare-D1DatabaseObject')
  const isDatabase = (name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite'
  const names = readdirSync(folder).filter(isDatabase)
  if (names.length !== 1) {
    const whatToDo = 'Choose a state folder of its own: STATE_DIR=… npm run grow'
    throw new Failure(`${folder} holds ${names.length} databases.`, whatToDo)
  }
  const path = join(folder, names[0])
  const database = new DatabaseSync(path)
  database.exec(`PRAGMA busy_timeout = 10000; PRAGMA synchronous = NORMAL;
    PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 20000;`)
  return { database, path }
}

/**
 * How far an earlier run came; begins where there was none. Sizes, times and progress stand in the database itself, so
 * that they are never ahead of the rows or behind them.
 */
export function beginGrowth(database, { tickets, messages, now }) {
  const found = readGrowth(database)
  if (!found) return writeGrowth(database, { tickets, messages, now })
  if (found.tickets === tickets && found.messages === messages) return found
  throw new Failure(
    `This database was to grow to ${found.tickets} tickets and ${found.messages} messages.`,
    'Ask for the same again, or begin anew with another STATE_DIR.',
  )
}

function readGrowth(database) {
  const table = `SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'growth'`
  return database.prepare(table).get() && database.prepare('SELECT * FROM growth').get()
}

function writeGrowth(database, { tickets, messages, now }) {
  const index = database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').get(madeLast)
  if (database.prepare('SELECT 1 FROM tickets LIMIT 1').get()) {
    throw new Failure(
      'The database holds tickets already.',
      'Let an empty one grow: STATE_DIR=… npm run grow',
    )
  }
  database.exec(`BEGIN IMMEDIATE; DROP INDEX ${madeLast};
    CREATE TABLE growth (tickets INTEGER, messages INTEGER, done INTEGER, now INTEGER, index_to_make TEXT)`)
  const insert = database.prepare('INSERT INTO growth VALUES (?, ?, 0, ?, ?)')
  insert.run(tickets, messages, now, index.sql)
  database.exec('COMMIT')
  return readGrowth(database)
}

/** Runs one part of the work with the progress it makes, as one transaction. */
export function inTransaction(database, work) {
  database.exec('BEGIN IMMEDIATE')
  try {
    work()
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

/** Makes what goes faster over the whole than ticket by ticket, unless it is made. */
export function finishGrowth(database, { index_to_make: index }) {
  if (!index) return
  inTransaction(database, () => {
    database.exec(`INSERT INTO verified_addresses SELECT address_key, min(verified_at) FROM tickets
      WHERE verified_at IS NOT NULL GROUP BY address_key ORDER BY address_key;
      ${index}; UPDATE growth SET index_to_make = NULL`)
  })
}

// A table's rows come in the order of its columns.
const tables = [
  'tickets',
  'messages',
  'events',
  'asks',
  'attachments',
  'posts',
  'drafts',
  'draft_files',
  'sessions',
  'session_tickets',
  'challenges',
  'codes',
  'attempts',
  'outbox',
]
// One call of SQLite for several rows costs a good part less than one for each.
const rowsAtOnce = 50

/** Inserts the rows of many tickets, as `ticketRows` makes them, table by table. */
export function prepareInserts(database) {
  const inserts = tables.map((table) => ({ table, insert: prepareInsert(database, table) }))
  return (ticketsRows) => {
    for (const { table, insert } of inserts) insert(ticketsRows.flatMap((rows) => rows[table]))
  }
}

function prepareInsert(database, table) {
  const columns = database.prepare(`PRAGMA table_info(${table})`).all()
  const marks = `(${columns.map(() => '?').join(', ')})`
  const single = database.prepare(`INSERT INTO ${table} VALUES ${marks}`)
  const several = database.prepare(
    `INSERT INTO ${table} VALUES ${Array(rowsAtOnce).fill(marks).join(', ')}`,
  )
  return (rows) => {
    const whole = rows.length - (rows.length % rowsAtOnce)
    for (let at = 0; at < whole; at += rowsAtOnce) {
      several.run(...rows.slice(at, at + rowsAtOnce).flat())
    }
    for (const row of rows.slice(whole)) single.run(...row)
  }
}

/** Sends every request once to the recorder. Returns for each the answer and what D1 had to do for it. */
export async function recordAll(scene, requests) {
  const records = []
  for (const request of requests) records.push(await recordOne(scene, request))
  return records
}

async function recordOne(scene, { method, path, headers, body, status }) {
  const recorded = { ...headers, host: 'localhost:8787', 'Bench-Record': '1' }
  const answer = await scene.call(path, { method, headers: recorded, body })
  const record = await answer.json()
  if (record.answer.status === status) return record
  throw new Error(`${method} ${path.slice(0, 12)}… answered ${record.answer.status}, not ${status}`)
}

/** D1's part in an average request: round trips, statements, rows. */
export function databaseWork(records) {
  const trips = records.flatMap((record) => record.trips)
  const sum = (of) => trips.reduce((total, trip) => total + of(trip), 0) / records.length
  return {
    trips: sum(() => 1),
    statements: sum((trip) => trip.statements.length),
    rowsRead: sum((trip) => trip.rowsRead),
    rowsWritten: sum((trip) => trip.rowsWritten),
    rowsShown: rowsShown(records[0].answer),
  }
}

// Entries of a thread on a page or in the API's answer; the ticket itself counts as one.
function rowsShown({ body }) {
  const text = Buffer.from(body, 'base64').toString()
  return 1 + (text.match(/ data-seq="|"seq":/g)?.length ?? 0)
}

/** The floors' instructions as a module. Texts that repeat, statements and answers, stand there once. */
export function planModule(records, isBare) {
  const sql = new Table()
  const answers = new Table()
  const requests = records.map(({ trips, answer }) => ({
    answer: answers.indexOf(JSON.stringify(answer)),
    trips: trips.map(({ statements }) =>
      statements.map((statement) => [sql.indexOf(statement.sql), statement.values]),
    ),
  }))
  const plan = {
    isBare,
    sql: sql.texts,
    answers: answers.texts.map((text) => JSON.parse(text)),
    requests,
  }
  return `export const plan = ${JSON.stringify(plan)}`
}

class Table {
  texts = []
  #places = new Map()

  indexOf(text) {
    const place = this.#places.get(text) ?? this.texts.push(text) - 1
    this.#places.set(text, place)
    return place
  }
}

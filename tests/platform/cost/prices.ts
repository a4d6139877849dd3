/** What one deed asks of each product that is paid for. */
export interface Usage {
  /** Calls of the Worker: requests, and messages of the queue that wake it. */
  calls: number
  /** Statements' batches sent to D1; not paid for by themselves. */
  trips: number
  /** In all of them; not paid for either, but a database runs one at a time. */
  statements: number
  rowsRead: number
  rowsWritten: number
  kvReads: number
  kvWrites: number
  r2Writes: number
  r2Reads: number
  /** A message is written, read and deleted. */
  queueOperations: number
  mails: number
}

/** Dollars a million, beyond what the paid plan includes; docs/scale.md says where each comes from. */
export const dollarsPerMillion: Omit<Usage, 'trips' | 'statements'> = {
  calls: 0.3,
  rowsRead: 0.001,
  rowsWritten: 1,
  kvReads: 0.5,
  kvWrites: 5,
  r2Writes: 4.5,
  r2Reads: 0.36,
  queueOperations: 0.4,
  mails: 350,
}

/** Dollars for a million deeds, without mails and CPU, and what their mails cost. */
export function costOfMillion(usage: Usage): { stores: number; mails: number } {
  const { mails, ...stores } = dollarsPerMillion
  const sum = Object.entries(stores).reduce(
    (total, [name, price]) => total + usage[name as keyof Usage] * price,
    0,
  )
  return { stores: sum, mails: usage.mails * mails }
}

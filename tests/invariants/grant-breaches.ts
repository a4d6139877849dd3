import type { Stores } from '../simulation/stores.ts'

/** Which browser has proven which ticket: `<browserHash> <ticketId>`. Kept by the test, since the product forgets. */
export type Proofs = Set<string>

/** Notes down what was proven since the last time. To be called before anything is swept. */
export async function noteProofs(
  { rowsOf }: Pick<Stores, 'rowsOf'>,
  proofs: Proofs,
): Promise<void> {
  const [proven = []] = await rowsOf([
    'SELECT browser_hash, ticket_id FROM challenges WHERE confirmed_at IS NOT NULL',
  ])
  for (const row of proven) proofs.add(`${row['browser_hash']} ${row['ticket_id']}`)
}

/** Sessions that open a ticket as proven which nobody proved in their browser, nor the ticket that it follows. */
export async function grantBreaches(
  { rowsOf }: Pick<Stores, 'rowsOf'>,
  proofs: Proofs,
): Promise<string[]> {
  const [tickets = []] = await rowsOf(['SELECT ticket_id, follows FROM tickets'])
  const follows = new Map(tickets.map((row) => [row['ticket_id'], row['follows']]))
  const [grants = []] = await rowsOf([
    `SELECT browser_hash, ticket_id FROM session_tickets
    JOIN sessions ON sessions.session_hash = session_tickets.session_hash
    WHERE grant_kind = 'proven'`,
  ])
  return grants.flatMap((grant) => {
    for (let ticketId = grant['ticket_id']; ticketId; ticketId = follows.get(ticketId)) {
      if (proofs.has(`${grant['browser_hash']} ${ticketId}`)) return []
    }
    return [`a ticket is opened to who has proven it: ${JSON.stringify(grant)}`]
  })
}

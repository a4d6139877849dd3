import { limits } from '../../src/core/limits.ts'
import type { Row, Stores } from '../simulation/stores.ts'
import { accessRules } from './access-rules.ts'
import { mailRules } from './mail-rules.ts'
import { threadRules } from './thread-rules.ts'

/** What breaks a rule that always holds, in words; empty where all is well. */
export async function findBreaches({ rowsOf }: Pick<Stores, 'rowsOf'>): Promise<string[]> {
  const rules = [...threadRules, ...accessRules, ...mailRules]
  const queries = rules.map(({ breaches }) => breaches)
  const found = await rowsOf([...queries, filings, 'SELECT address_key FROM verified_addresses'])
  const [tickets = [], verified = []] = found.slice(rules.length)
  const broken = rules.flatMap(({ rule }, index) =>
    (found[index] ?? []).map((row) => `${rule}: ${JSON.stringify(row)}`),
  )
  return [...broken, ...filingMailBreaches(tickets, verified)]
}

const filings = `SELECT ticket_id, address_key, created_at, follows,
    EXISTS (SELECT 1 FROM outbox WHERE cause = tickets.ticket_id || ':filed') AS mailed,
    EXISTS (SELECT 1 FROM posts WHERE scope = 'api:new' AND posts.ticket_id = tickets.ticket_id)
      AS by_support FROM tickets`

// Over all databases: an address has its budget wherever its tickets lie.
function filingMailBreaches(tickets: Row[], verified: Row[]): string[] {
  const proven = new Set(verified.map((row) => row['address_key']))
  return tickets.flatMap((ticket) => {
    const others = mailedWithinDay(tickets, ticket)
    const earlier = others.filter(
      (other) => createdAt(other) <= createdAt(ticket) && isStrangers(other),
    )
    if (ticket['mailed'] === 0 && others.length < limits.filingMailsPerDay) {
      return [`a ticket has its mail: ${JSON.stringify(ticket)}`]
    }
    const isUnproven = !proven.has(ticket['address_key'] ?? '')
    if (
      ticket['mailed'] === 1 &&
      isUnproven &&
      isStrangers(ticket) &&
      earlier.length >= limits.filingMailsPerDay
    ) {
      return [`filing mails of a day: ${JSON.stringify([ticket, ...earlier])}`]
    }
    return []
  })
}

// Those of a clock that goes before count as well: the product sees them so.
function mailedWithinDay(tickets: Row[], ticket: Row): Row[] {
  return tickets.filter(
    (other) =>
      other['mailed'] === 1 &&
      other['address_key'] === ticket['address_key'] &&
      other['ticket_id'] !== ticket['ticket_id'] &&
      createdAt(other) > createdAt(ticket) - 86_400_000,
  )
}

function createdAt(ticket: Row): number {
  return Number(ticket['created_at'])
}

// Filed by whoever, not opened by support nor by a guest's reply.
function isStrangers(ticket: Row): boolean {
  return ticket['follows'] === null && ticket['by_support'] === 0
}

/** The characters of a ticket number, Crockford's base32; the place of the first one is the number of its shard. */
export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

// Spelled out in ASCII: with the flag `i` or with toUpperCase first, other scripts' letters would turn into these.
const written = /^\s*([0-9A-TV-Za-tv-z]{4})[\s\p{Pd}\u2212]?([0-9A-TV-Za-tv-z]{4})\s*$/u
const maxWrittenUnits = 64

/** The id behind a number as a person types it. `parseTicketNumber(' 7k3f-q2md ') // => '7K3FQ2MD'` */
export function parseTicketNumber(input: string): string | undefined {
  if (input.length > maxWrittenUnits) return undefined
  const match = written.exec(input)
  if (!match) return undefined
  const letters = `${match[1]}${match[2]}`.toUpperCase()
  return letters.replaceAll('O', '0').replaceAll(/[IL]/g, '1')
}

/** `formatTicketNumber('7K3FQ2MD') // => '7K3F-Q2MD'` */
export function formatTicketNumber(ticketId: string): string {
  return `${ticketId.slice(0, 4)}-${ticketId.slice(4)}`
}

/** A new id: the shard, then 7 random characters. 32 divides 256, so that no character is likelier than another. */
export function drawTicketId(shard: string, randomBytes: (length: number) => Uint8Array): string {
  return shard + Array.from(randomBytes(7), (byte) => alphabet.charAt(byte % 32)).join('')
}

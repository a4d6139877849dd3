import { base64urlToBytes, bytesToBase64url, mac, macMatches, type Keys } from './token.ts'

export interface GuestLink {
  ticketId: string
  generation: number
}

const separator = '.'

/** The token of a guest link: `<ticketId>.<generation>.<MAC>`. It opens nothing but the page that offers a code. */
export async function guestLinkToToken(keys: Keys, link: GuestLink): Promise<string> {
  const claim = guestLinkToClaim(link)
  return claim + separator + bytesToBase64url(await mac(keys, 'guest-link', claim))
}

/** The link a token stands for, checked before any database is touched; undefined for every other text. */
export async function tokenToGuestLink(keys: Keys, token: string): Promise<GuestLink | undefined> {
  const match = /^([0-9A-HJKMNP-TV-Z]{8})\.([1-9]\d{0,8})\.([\w-]{43})$/.exec(token)
  if (!match) return undefined
  const [, ticketId = '', generation = '', text = ''] = match
  const bytes = base64urlToBytes(text)
  const link = { ticketId, generation: Number(generation) }
  if (!bytes) return undefined
  return (await macMatches(keys, 'guest-link', guestLinkToClaim(link), bytes)) ? link : undefined
}

function guestLinkToClaim(link: GuestLink): string {
  return link.ticketId + separator + String(link.generation)
}

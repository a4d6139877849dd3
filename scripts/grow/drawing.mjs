const base32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
// The letters of base64url in the order SQLite compares them: ids that are drawn one after another ascend.
const base64 = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const hexadecimal = '0123456789abcdef'
const idsPerTicket = 4096
const prefixLength = 8
const poolLength = 65_536

const pools = { base64: pool(base64, 1), hexadecimal: pool(hexadecimal, 2) }

/** mulberry32: the same seed, the same numbers, each at least 0 and below 1. */
export function drawer(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** `of(list)` draws one of a list. */
export function one(draw, list) {
  return list[Math.floor(draw() * list.length)]
}

/** The id of the `index`-th of `total` tickets: they look drawn, and ascend, so that every insert appends. */
export function ticketIdOf(draw, index, total) {
  const step = Math.floor(2 ** 35 / total)
  return `0${digits(base32, index * step + Math.floor(draw() * step), 7)}`
}

/** Draws ids for one ticket, each above the one before it and below those of the next ticket. */
export function idsOf(draw, index, total) {
  const base64Step = Math.floor(64 ** prefixLength / (total * idsPerTicket))
  const hexStep = Math.floor(2 ** 52 / (total * idsPerTicket))
  let drawn = 0
  const ascending = (alphabet, step, length) => {
    const place = index * idsPerTicket + drawn
    drawn += 1
    return digits(alphabet, place * step + Math.floor(draw() * step), length)
  }
  return {
    /** 16 bytes in base64url. */
    id: () =>
      ascending(base64, base64Step, prefixLength) + rest(draw, 'base64', 13) + one(draw, 'AQgw'),
    /** 32 bytes in base64url, as a digest is. */
    hash: () =>
      ascending(base64, base64Step, prefixLength) + rest(draw, 'base64', 34) + lastOfHash(draw),
    /** 16 bytes in hexadecimal. */
    attachmentId: () => ascending(hexadecimal, hexStep, 13) + rest(draw, 'hexadecimal', 19),
  }
}

/** 32 bytes in base64url that nothing is sorted by. */
export function anyHash(draw) {
  return rest(draw, 'base64', 42) + lastOfHash(draw)
}

/** 16 bytes in base64url that nothing is sorted by. */
export function anyId(draw) {
  return rest(draw, 'base64', 21) + one(draw, 'AQgw')
}

// The last letter of 32 bytes stands for four bits, that of 16 bytes for two: others would not be canonical.
function lastOfHash(draw) {
  return one(draw, 'AEIMQUYcgkosw048')
}

function rest(draw, kind, length) {
  const start = Math.floor(draw() * (poolLength - length))
  return pools[kind].slice(start, start + length)
}

function pool(alphabet, seed) {
  const draw = drawer(seed)
  return Array.from({ length: poolLength }, () => one(draw, alphabet)).join('')
}

function digits(alphabet, number, length) {
  let left = number
  let text = ''
  for (let index = 0; index < length; index += 1) {
    text = alphabet[left % alphabet.length] + text
    left = Math.floor(left / alphabet.length)
  }
  return text
}

export interface TextPiece {
  text: string
  href?: string
}

// Host and port, both short: a host name of any length may cost its square to parse.
// What stands before an @ looks like the host and is not: no such address becomes a link.
const plainHost = /^https?:[/\\]*[^/?#\\@]{1,260}(?:[/?#\\]|$)/i

// An address ends at white space, at controls and invisible marks, and at what no address may hold unescaped.
const candidate = /(?<![a-z0-9+])https?:\/\/[^\s\p{Cc}\p{Cf}<>"`]+/giu

const punctuation = new Set(".,:;!?'*|“”„‘’«»…。、，．！？：；([{（「『【《")
const closingToOpening = new Map(
  Object.entries({
    ')': '(',
    ']': '[',
    '}': '{',
    '）': '（',
    '」': '「',
    '』': '『',
    '】': '【',
    '》': '《',
  }),
)

/** Cuts text at its http(s) addresses. The pieces' texts, joined, are the input unit for unit. */
export function linkify(text: string): TextPiece[] {
  // Most texts have no address, and to search them for one costs more than the rest of a message.
  if (!text.includes('://')) return text === '' ? [] : [{ text }]
  const pieces: TextPiece[] = []
  let done = 0
  for (const match of text.matchAll(candidate)) {
    const address = withoutTail(match[0])
    const href = safeHref(address)
    if (!href) continue
    if (match.index > done) pieces.push({ text: text.slice(done, match.index) })
    pieces.push({ text: address, href })
    done = match.index + address.length
  }
  if (done < text.length) pieces.push({ text: text.slice(done) })
  return pieces
}

// Drops trailing punctuation and closing brackets that nothing in the address opened.
// Counted once and kept up to date: counting at every step would cost the square of the length.
function withoutTail(address: string): string {
  const counts = countBrackets(address)
  let end = address.length
  while (end > 0) {
    const last = address.charAt(end - 1)
    if (!punctuation.has(last) && !isUnopened(last, counts)) break
    counts.set(last, (counts.get(last) ?? 0) - 1)
    end -= 1
  }
  return address.slice(0, end)
}

function countBrackets(address: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [bracket] of address.matchAll(/[()[\]{}（）「」『』【】《》]/g)) {
    counts.set(bracket, (counts.get(bracket) ?? 0) + 1)
  }
  return counts
}

function isUnopened(closing: string, counts: Map<string, number>): boolean {
  const opening = closingToOpening.get(closing)
  return opening !== undefined && (counts.get(closing) ?? 0) > (counts.get(opening) ?? 0)
}

function safeHref(address: string): string | undefined {
  return plainHost.test(address) ? URL.parse(address)?.href : undefined
}

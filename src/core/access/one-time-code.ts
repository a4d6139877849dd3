import { limits } from '../limits.ts'

const maxTypedUnits = 256
const codes = 10 ** limits.codeDigits
const drawableNumbers = 2 ** 32 - (2 ** 32 % codes)

/** The code in what was typed or pasted. `parseCode(' ١٢٣-٤٥٦ ') // => '123456'` */
export function parseCode(input: string): string | undefined {
  if (input.length > maxTypedUnits) return undefined
  // Spaces, dashes, and the invisible marks that come along when a number is copied.
  const kept = Array.from(input.replaceAll(/[\s\p{Z}\p{Cf}\p{Pd}\u2212]/gu, ''))
  if (kept.length !== limits.codeDigits || !kept.every(isDigit)) return undefined
  return kept.map(digitValue).join('')
}

/** A new code, every one as likely: numbers above the last full million are drawn again. */
export function drawCode(randomBytes: (length: number) => Uint8Array): string {
  const number = randomBytes(4).reduce((sum, byte) => sum * 256 + byte, 0)
  if (number >= drawableNumbers) return drawCode(randomBytes)
  return String(number % codes).padStart(limits.codeDigits, '0')
}

function isDigit(character: string): boolean {
  return /\p{Nd}/u.test(character)
}

// The Unicode Standard, §4.6: decimal digits come in runs of ten from zero to nine, so a run's start tells the value.
function digitValue(character: string): number {
  const point = character.codePointAt(0) ?? 0
  let start = point
  while (isDigit(String.fromCodePoint(start - 1))) start -= 1
  return (point - start) % 10
}

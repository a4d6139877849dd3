/** Shorter ones would be found by chance. */
const minUnits = 6

/**
 * The log lines that hold one of these secrets, as it is or in another coat: percent or JSON escapes, base64.
 * Anything that looks like an address counts too.
 */
export function leaksIn(lines: readonly string[], secrets: Iterable<string>): string[] {
  const coats = [
    ...new Set([...secrets].filter(({ length }) => length >= minUnits).flatMap(coatsOf)),
  ]
  return lines.filter((line) => {
    return /[\w.+-]@[\w-]+\.\w/.test(line) || coats.some((coat) => line.includes(coat))
  })
}

function coatsOf(secret: string): string[] {
  const whole = secret.toWellFormed()
  const bytes = new TextEncoder().encode(whole)
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  const inJson = JSON.stringify(secret).slice(1, -1)
  return [secret, whole, encodeURIComponent(whole), inJson, base64.replace(/=+$/, '')]
}

const wide = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]/

/** Width of a drawn button in the drawing's units, from what its letters take at most in any of the system's fonts. */
export function buttonWidth(words: string): number {
  const letters = [...words].reduce((sum, letter) => sum + (wide.test(letter) ? 20 : 12), 0)
  return Math.max(230, letters + 44)
}

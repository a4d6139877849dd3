declare module 'vitest' {
  interface ProvidedContext {
    /** Whether this is `npm run prove`: tests that come in two sizes take the large one. */
    proving: boolean
  }
}

export interface Figure {
  /** The proof it belongs to, such as `kills`. */
  proof: string
  figure: string
  value: string | number
  /** What was asked for, such as `0` or `≥ 300`; the test asserts it itself. */
  bar: string
  unit?: string
  /** What replays it. */
  seed?: number
}

/** Prints a figure for `npm run prove` to collect into `docs/evidence.md`. */
export function recordFigure(figure: Figure): void {
  console.log(`figure ${JSON.stringify(figure)}`)
}

/** Texts put together in their order, no pack longer than so many units; a text that is longer stays out. */
export function packs(texts: readonly string[], maxUnits: number, between: string): string[] {
  const done: string[] = []
  for (const text of texts.filter(({ length }) => length <= maxUnits)) {
    const joined = done.length === 0 ? text : `${done.at(-1)}${between}${text}`
    if (done.length > 0 && joined.length <= maxUnits) done[done.length - 1] = joined
    else done.push(text)
  }
  return done
}

import * as fc from 'fast-check'
import { corpus } from './corpora.ts'
import { tameText, textNear, wildText } from './drawn.ts'

/** What a field may be given: out of a list, drawn at random, or as long as it may be. */
export function anyText(units: number): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: fc.constantFrom(...corpus), weight: 4 },
    { arbitrary: tameText(), weight: 4 },
    { arbitrary: wildText(), weight: 3 },
    { arbitrary: textNear(units), weight: 1 },
    { arbitrary: fc.constant('x'.repeat(units * 3)), weight: 1 },
  )
}

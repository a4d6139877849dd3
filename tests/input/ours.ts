import { badAddresses, goodAddresses } from './addresses.ts'
import { headerInjections, statements, traversals } from './injections.ts'
import { scripts } from './scripts.ts'

/** Every string of the lists that are ours. */
export const ours: readonly string[] = [
  ...scripts,
  ...traversals,
  ...headerInjections,
  ...statements,
  ...goodAddresses,
  ...badAddresses,
]

/** A part of the world outside that a call goes to. */
export type Part = 'database' | 'codes' | 'bucket' | 'queue' | 'mail'

/** One call of a binding, such as `bucket put`. */
export interface Call {
  part: Part
  operation: string
}

/**
 * What befalls a call. `before`: it fails and nothing happened · `after`: it happened, and the caller hears of a failure ·
 * `stale`: a read of up to two minutes ago, misses included · `half`: a stream that breaks off in the middle ·
 * `lost` and `twice`: what happens to a message in a queue.
 */
export type Fault = 'before' | 'after' | 'stale' | 'half' | 'lost' | 'twice'

/** Decides what befalls each call; may make it wait. */
export interface FaultPlan {
  befall(call: Call): Promise<Fault | undefined>
}

/** What a call fails with: the words of a lost connection, as the platform's own. */
export class InjectedFault extends Error {
  override name = 'InjectedFault'

  constructor({ part, operation }: Call) {
    super(`${part} ${operation}: Network connection lost.`)
  }
}

/** Makes a call under a plan. */
export async function callUnder<T>(
  plan: FaultPlan,
  call: Call,
  work: (fault: Fault | undefined) => Promise<T>,
): Promise<T> {
  const fault = await plan.befall(call)
  if (fault === 'before') throw new InjectedFault(call)
  const result = await work(fault)
  if (fault === 'after') throw new InjectedFault(call)
  return result
}

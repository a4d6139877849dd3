import { callUnder, type FaultPlan } from './fault.ts'

export type CodeHistory = Map<string, { value: string; at: Date }[]>

const staleMilliseconds = 120_000

interface Codes {
  get(key: string): Promise<string | null>
  put(key: string, value: string, options?: KVNamespacePutOptions): Promise<void>
}

/** KV whose reads may be two minutes old: a value that is newer is then a miss. */
export class FaultyCodes implements Codes {
  readonly #codes: Codes
  readonly #plan: FaultPlan
  readonly #memory: { now(): Date; codes: CodeHistory }

  constructor(codes: Codes, plan: FaultPlan, memory: { now(): Date; codes: CodeHistory }) {
    this.#codes = codes
    this.#plan = plan
    this.#memory = memory
  }

  get(key: string): Promise<string | null> {
    const call = { part: 'codes', operation: 'get' } as const
    return callUnder(this.#plan, call, async (fault) =>
      fault === 'stale' ? this.#earlier(key) : this.#codes.get(key),
    )
  }

  put(key: string, value: string, options?: KVNamespacePutOptions): Promise<void> {
    return callUnder(this.#plan, { part: 'codes', operation: 'put' }, async () => {
      await this.#codes.put(key, value, options)
      const written = this.#memory.codes.get(key) ?? []
      this.#memory.codes.set(key, [...written, { value, at: this.#memory.now() }])
    })
  }

  #earlier(key: string): string | null {
    const before = this.#memory.now().getTime() - staleMilliseconds
    const seen = (this.#memory.codes.get(key) ?? []).filter(({ at }) => at.getTime() <= before)
    return seen.at(-1)?.value ?? null
  }
}

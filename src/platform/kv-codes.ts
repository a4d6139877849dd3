import type { CodeStore } from '../core/access/code-store.ts'

/** The MACs of one-time codes in KV, each under a random key that was never read before it was written. */
export class KvCodes implements CodeStore {
  readonly #kv: Pick<KVNamespace, 'get' | 'put'>

  constructor(kv: Pick<KVNamespace, 'get' | 'put'>) {
    this.#kv = kv
  }

  async put(codeId: string, mac: string, ttlSeconds: number): Promise<void> {
    await this.#kv.put(codeId, mac, { expirationTtl: ttlSeconds })
  }

  async get(codeId: string): Promise<string | undefined> {
    return (await this.#kv.get(codeId)) ?? undefined
  }
}

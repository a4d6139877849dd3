/** Where the MACs of one-time codes lie while they live. Nothing is counted or decided here. */
export interface CodeStore {
  /** Throws when it is down. */
  put(codeId: string, mac: string, ttlSeconds: number): Promise<void>
  /** Undefined for a miss, which need not mean that it was never put. Throws when it is down. */
  get(codeId: string): Promise<string | undefined>
}

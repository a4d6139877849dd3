/**
 * How much work one isolate has under way. Only work counts, never the wait for a sender's body: who sends slowly
 * keeps nobody out.
 */
export class Load {
  readonly #most: number
  #underWay = 0

  constructor(most: number) {
    this.#most = most
  }

  /** Whether what comes now would only wait behind the rest. */
  get isFull(): boolean {
    return this.#underWay >= this.#most
  }

  /** Does a piece of work and counts it as long as it takes. */
  async carry<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1
    try {
      return await work()
    } finally {
      this.#underWay -= 1
    }
  }
}

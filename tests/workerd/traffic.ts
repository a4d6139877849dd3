/** What the clients of one Worker have under way. */
export class Traffic {
  /** Requests that were sent and have no answer yet. */
  underWay = 0
  /** Requests that a kill cut off: nobody knows what became of them. */
  cutOff = 0
  #sent = 0
  #waiting: { at: number; resolve: () => void }[] = []

  /** Counts a request from its sending to its end. */
  async count<T>(send: () => Promise<T>): Promise<T> {
    this.underWay += 1
    this.#sent += 1
    for (const { at, resolve } of this.#waiting) if (at <= this.#sent) resolve()
    try {
      return await send()
    } catch (error) {
      this.cutOff += 1
      throw error
    } finally {
      this.underWay -= 1
    }
  }

  /** Resolves when so many more requests were sent. */
  async after(requests: number): Promise<void> {
    const at = this.#sent + requests
    await new Promise<void>((resolve) => this.#waiting.push({ at, resolve }))
    this.#waiting = this.#waiting.filter((waiting) => waiting.at > this.#sent)
  }
}

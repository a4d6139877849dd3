import type { Draw } from './plans.ts'

/**
 * Lets several invocations run at once in an order that follows from a seed: each waits before every call of a binding,
 * and one goes on only when all of them wait, so that how fast the machine is changes nothing.
 */
export class Turns {
  readonly #draw: Draw
  readonly #waiting = new Map<number, () => void>()
  #running = 0

  constructor(draw: Draw) {
    this.#draw = draw
  }

  /** Runs the tasks to their end; each is given what it must await before every call. */
  async run(tasks: ((wait: () => Promise<void>) => Promise<void>)[]): Promise<void> {
    this.#running = tasks.length
    const ends = tasks.map(async (task, index) => {
      await task(() => this.#wait(index))
      this.#running -= 1
      this.#next()
    })
    await Promise.all(ends)
  }

  #wait(index: number): Promise<void> {
    return new Promise((go) => {
      this.#waiting.set(index, go)
      this.#next()
    })
  }

  #next(): void {
    if (this.#waiting.size === 0 || this.#waiting.size < this.#running) return
    const tasks = [...this.#waiting].toSorted(([one], [other]) => one - other)
    const chosen = tasks[this.#draw(tasks.length)]
    if (!chosen) return
    const [index, go] = chosen
    this.#waiting.delete(index)
    go()
  }
}

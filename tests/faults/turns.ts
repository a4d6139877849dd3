import type { Draw } from './plans.ts'

/**
 * Lets several invocations run at once in an order that follows from a seed: each waits before every call of a binding,
 * and one goes on only when all of them wait, so that how fast the machine is changes nothing.
 */
export class Turns {
  readonly #draw: Draw
  /** Calls that wait; one task may have several, to several databases. */
  #waiting: { task: number; go: () => void }[] = []
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

  #wait(task: number): Promise<void> {
    return new Promise((go) => {
      this.#waiting.push({ task, go })
      this.#next()
    })
  }

  // What a task waits for at the same time goes on at the same time: it may need all of it before it waits again.
  #next(): void {
    const tasks = [...new Set(this.#waiting.map(({ task }) => task))].toSorted((a, b) => a - b)
    if (tasks.length === 0 || tasks.length < this.#running) return
    const chosen = tasks[this.#draw(tasks.length)]
    const released = this.#waiting.filter(({ task }) => task === chosen)
    this.#waiting = this.#waiting.filter(({ task }) => task !== chosen)
    for (const { go } of released) go()
  }
}

/** More than this is not even read to its end. */
const maxDrainedBytes = 100 * 1024 * 1024

/** Reads a body that nobody wants, so that whoever sends it hears the answer. */
export async function drainBody({ body, bodyUsed }: Request): Promise<void> {
  if (body && !bodyUsed && !body.locked) await new CountedStream(body).drain()
}

/** A body that can be left in the middle and still be read to its end, so that the browser hears the answer. */
export class CountedStream {
  bytes = 0
  readonly stream: ReadableStream<Uint8Array>
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader()
    // Nothing is read ahead: a body allows one read at a time, and the next may be ours.
    const strategy = { highWaterMark: 0 }
    this.stream = new ReadableStream({ pull: (controller) => this.#pull(controller) }, strategy)
  }

  /** Reads what is left, or stops where that would be too much. */
  async drain(): Promise<void> {
    while (this.bytes < maxDrainedBytes) {
      const { done, value } = await this.#reader.read()
      if (done) return
      this.bytes += value.length
    }
    await this.#reader.cancel()
  }

  async #pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    const { done, value } = await this.#reader.read()
    if (done) return controller.close()
    this.bytes += value.length
    controller.enqueue(value)
  }
}

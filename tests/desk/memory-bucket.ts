interface StoredObject {
  key: string
  size: number
  uploaded: Date
  httpMetadata: { contentType?: string }
  customMetadata: Record<string, string>
  bytes: Uint8Array<ArrayBuffer>
}

const pageSize = 1000

/** The part of R2 that the product calls, in memory: keys in order, the first writer of a key wins. */
export class MemoryBucket {
  readonly #objects = new Map<string, StoredObject>()

  /** The adapters' view. */
  get bucket(): R2Bucket {
    return this as unknown as R2Bucket
  }

  async head(key: string) {
    return this.#objects.get(key) ?? null
  }

  async get(key: string, { range }: { range?: { offset: number; length: number } } = {}) {
    const object = this.#objects.get(key)
    if (!object) return null
    const { offset, length } = range ?? { offset: 0, length: object.size }
    return { ...object, body: new Blob([object.bytes.slice(offset, offset + length)]).stream() }
  }

  async put(key: string, bytes: Uint8Array<ArrayBuffer>, options: R2PutOptions) {
    if (this.#objects.has(key)) return null
    const object = {
      key,
      size: bytes.length,
      uploaded: new Date(),
      httpMetadata: (options.httpMetadata ?? {}) as StoredObject['httpMetadata'],
      customMetadata: options.customMetadata ?? {},
      bytes,
    }
    this.#objects.set(key, object)
    return object
  }

  async delete(keys: string[]) {
    for (const key of keys) this.#objects.delete(key)
  }

  async list({ cursor }: { cursor?: string } = {}) {
    const keys = [...this.#objects.keys()].toSorted().filter((key) => key > (cursor ?? ''))
    const objects = keys.slice(0, pageSize).map((key) => this.#objects.get(key))
    const last = keys[pageSize - 1]
    return { objects, truncated: keys.length > pageSize, ...(last && { cursor: last }) }
  }
}

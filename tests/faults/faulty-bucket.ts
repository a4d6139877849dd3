import { callUnder, type Fault, type FaultPlan } from './fault.ts'

interface BucketMemory {
  now(): Date
  storedAt: Map<string, Date>
}

/** The calls of R2 that the product makes, each of which may fail; what was stored when is told in virtual time. */
export function faultyBucket(bucket: R2Bucket, plan: FaultPlan, memory: BucketMemory): R2Bucket {
  const run = <T>(operation: string, work: (fault: Fault | undefined) => Promise<T>) =>
    callUnder(plan, { part: 'bucket', operation }, work)
  const faulty = {
    head: (key: string) => run('head', () => bucket.head(key)),
    get: (key: string, options: R2GetOptions = {}) =>
      run('get', async (fault) => {
        const object = await bucket.get(key, options)
        return object && fault === 'half' ? { body: halfOf(object.body) } : object
      }),
    put: (key: string, value: Uint8Array<ArrayBuffer>, options: R2PutOptions) =>
      run('put', async (fault) => {
        // R2 stores a whole object or none.
        if (fault === 'half') throw new Error('R2 put: the connection broke off.')
        const object = await bucket.put(key, value, options)
        if (!memory.storedAt.has(key)) memory.storedAt.set(key, memory.now())
        return object
      }),
    delete: (keys: string[]) =>
      run('delete', async () => {
        await bucket.delete(keys)
        for (const key of keys) memory.storedAt.delete(key)
      }),
    list: (options: R2ListOptions) =>
      run('list', async () => {
        const page = await bucket.list(options)
        const objects = page.objects.map(({ key, uploaded }) => {
          return { key, uploaded: memory.storedAt.get(key) ?? uploaded }
        })
        return { ...page, truncated: page.truncated, objects }
      }),
  }
  return faulty as unknown as R2Bucket
}

function halfOf(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const half = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk.slice(0, Math.floor(chunk.length / 2)))
      controller.error(new Error('R2 get: the connection broke off.'))
    },
  })
  return body.pipeThrough(half)
}

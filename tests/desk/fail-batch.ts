import type { MemoryDesk } from './open-memory-desk.ts'

/** Makes the store fail around its `call`-th batch from now on: before it is written, or after. */
export function failBatch(desk: MemoryDesk, call: number, when: 'before' | 'after') {
  const batch = desk.d1.batch.bind(desk.d1)
  let calls = 0
  desk.d1.batch = async (statements) => {
    calls += 1
    if (calls === call && when === 'before') throw new Error('D1_ERROR: network')
    const results = await batch(statements)
    if (calls === call) throw new Error('D1_ERROR: network')
    return results
  }
}

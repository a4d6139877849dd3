import { describe, expect, test } from 'vitest'
import type { CodeStore } from '../../src/core/access/code-store.ts'
import { newId } from './builders.ts'

/** What every store of codes keeps to. */
export function describeCodeStore(open: () => Promise<CodeStore>): void {
  describe('the code store', () => {
    test('gives back what was put, under its own id alone', async () => {
      const codes = await open()
      const [first, second] = [newId('code'), newId('code')]
      await codes.put(first, 'mac-of-the-first', 600)
      await codes.put(second, 'mac-of-the-second', 600)
      expect(await codes.get(first)).toBe('mac-of-the-first')
      expect(await codes.get(second)).toBe('mac-of-the-second')
    })

    test('knows nothing of what was never put', async () => {
      const codes = await open()
      expect(await codes.get(newId('code'))).toBeUndefined()
    })
  })
}

import { Problem } from './problem.ts'

/**
 * Runs a write whose failure may hide that it was committed. When the store fails, `happened` looks whether the
 * write is there after all and returns its result; where it is not, the failure stands.
 */
export async function settle<T>(
  write: () => Promise<T>,
  happened: () => Promise<T | undefined>,
): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'unavailable') throw error
    const result = await happened()
    if (result === undefined) throw error
    return result
  }
}

import type { Bindings } from '../../src/platform/open-desk.ts'

export type Row = Record<string, string | number | null>

/** The stores that a simulated world stands on, and a view behind the product's back. */
export interface Stores {
  bindings: Omit<Bindings, 'EMAIL' | 'OUTBOX'>
  /** The rows of each query, of every database. */
  rowsOf(queries: string[]): Promise<Row[][]>
  fileIds(): Promise<string[]>
}

import type { BuiltWorker } from '../built-worker.ts'
import type { LetterBox } from '../letter-box.ts'
import type { Traffic } from '../traffic.ts'
import type { Ledger } from './ledger.ts'

/** What all clients of one run share. */
export interface Crowd {
  worker: BuiltWorker
  letterBox: LetterBox
  traffic: Traffic
  ledger: Ledger
  /** Tickets that support could answer. */
  tickets: string[]
  /** From now on nobody begins anything; what was begun is brought to its end. */
  isOver: boolean
}

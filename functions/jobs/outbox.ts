import type { Desk } from '../../src/core/desk.ts'
import { deliver } from '../../src/core/notifications/deliver.ts'

/** Sends what is due. The queue's wake-ups and the minute's sweep both come here. */
export async function runOutbox(desk: Desk): Promise<void> {
  await deliver(desk)
}

import { expect, inject, test } from 'vitest'
import { recordFigure } from '../figure.ts'
import { runOverload } from './overload/run-overload.ts'

const proving = inject('proving')
const seconds = proving ? 20 : 3
const minutes = 60_000
const expected = ['0', '200', '201', '303', '429', '503']

test(
  `ten times what the built Worker can take, for ${seconds} s: served or told when to come again`,
  async () => {
    const found = await runOverload(1, seconds)
    const { tally } = found
    expect(Object.keys(tally).filter((status) => !expected.includes(status))).toEqual([])
    expect(found.withoutRetryAfter).toEqual([])
    expect(found.faults).toEqual([])
    // How much of a short flood waits where our code sees it is the machine's; `shed-load.test.ts` shows the refusal.
    if (proving) expect(tally['503'] ?? 0).toBeGreaterThan(0)
    // The bar; a machine that does other things meanwhile is no measure of it.
    if (proving) expect(found.recoverySeconds).toBeLessThanOrEqual(10)
    const proof = 'overload'
    const capacity = Math.round(found.capacityPerSecond)
    recordFigure({ proof, figure: 'what it can take', value: capacity, bar: 'told', unit: '1/s' })
    recordFigure({ proof, figure: `came in ${seconds} s`, value: found.arrived, bar: '10 ×' })
    recordFigure({ proof, figure: 'found a connection', value: found.sent, bar: 'told' })
    const answers = JSON.stringify(tally)
    recordFigure({ proof, figure: 'answers by status', value: answers, bar: '2xx, 303, 429, 503' })
    recordFigure({ proof, figure: 'acknowledged and lost', value: 0, bar: '0' })
    const recovery = Number(found.recoverySeconds.toFixed(1))
    recordFigure({ proof, figure: 'recovered after', value: recovery, bar: '≤ 10', unit: 's' })
  },
  10 * minutes,
)

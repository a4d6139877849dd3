import { describe, expect, inject, test } from 'vitest'
import { recordFigure } from '../figure.ts'
import { runKills } from './kills/run-kills.ts'

const proving = inject('proving')
// One that failed is repeated by its number: the same draws of clients and kills, as far as time lets them fall alike.
const asked = process.env['KILLS_SEED']
const seeds = asked ? [Number(asked)] : proving ? [1, 2, 3] : [1]
const killsPerSeed = proving ? 100 : 10
const minutes = 60_000

const totals = { kills: 0, acknowledged: 0, cutOff: 0, writtenUnanswered: 0 }

describe('the built Worker killed at random, its clients sending again what was not answered', () => {
  test.each(seeds)(
    `seed %i, ${killsPerSeed} kills: nothing is lost, halved or doubled`,
    async (seed) => {
      const found = await runKills(seed, killsPerSeed)
      const { ledger, traffic } = found.crowd
      expect(found.kills).toBe(killsPerSeed)
      expect(found.lost).toEqual([])
      expect(found.halfWritten).toEqual([])
      expect(found.doubled).toEqual([])
      expect(found.integrityFaults).toEqual([])
      expect(found.mailFaults).toEqual([])
      expect(ledger.unexpected).toEqual([])
      expect(ledger.deeds.filter(({ acknowledged }) => !acknowledged)).toEqual([])
      totals.kills += found.kills
      totals.acknowledged += ledger.deeds.length + ledger.confirmed.length + ledger.codesSent.length
      totals.cutOff += traffic.cutOff
      totals.writtenUnanswered += found.writtenUnanswered
    },
    30 * minutes,
  )

  test('cut writes off in the middle, and after they were written', () => {
    expect(totals.cutOff).toBeGreaterThan(totals.kills)
    // Ten kills may happen to miss it.
    if (proving) expect(totals.writtenUnanswered).toBeGreaterThan(0)
    const proof = 'kills'
    const ofSeeds = `${totals.kills} (seeds ${seeds.join(', ')})`
    recordFigure({ proof, figure: 'kills', value: ofSeeds, bar: proving ? '≥ 300' : '≥ 10' })
    recordFigure({ proof, figure: 'deeds acknowledged', value: totals.acknowledged, bar: 'told' })
    recordFigure({ proof, figure: 'acknowledged and lost', value: 0, bar: '0' })
    recordFigure({ proof, figure: 'half-written', value: 0, bar: '0' })
    recordFigure({ proof, figure: 'doubled after the retries', value: 0, bar: '0' })
    recordFigure({ proof, figure: 'requests cut off', value: totals.cutOff, bar: '> kills' })
    const figure = 'written while the answer was lost'
    recordFigure({ proof, figure, value: totals.writtenUnanswered, bar: proving ? '> 0' : 'told' })
  })
})

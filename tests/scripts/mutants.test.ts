import { describe, expect, test } from 'vitest'
import { countMutants } from '../../scripts/mutants/count.mjs'

const location = { start: { line: 7, column: 3 } }
const path = 'src/core/access/session.ts'

function reportOf(...statuses: string[]) {
  const mutants = statuses.map((status) => {
    return { status, location, mutatorName: 'BooleanLiteral', replacement: 'false' }
  })
  return { files: { [path]: { mutants } } }
}

describe('the mutants of a report', () => {
  test('count as caught where a test failed or never came to its end', () => {
    const counts = countMutants(reportOf('Killed', 'Timeout', 'Killed', 'Survived'))
    expect(counts).toMatchObject({ killed: 3, total: 4, score: 75 })
  })

  test('count as missed where no test runs over them', () => {
    expect(countMutants(reportOf('Killed', 'NoCoverage'))).toMatchObject({ total: 2, score: 50 })
  })

  test('do not count where the change could not be run at all', () => {
    const statuses = ['Killed', 'CompileError', 'RuntimeError', 'Ignored', 'Pending']
    expect(countMutants(reportOf(...statuses))).toMatchObject({ killed: 1, total: 1, score: 100 })
  })

  test('score nothing where there are none', () => {
    expect(countMutants({ files: {} })).toMatchObject({ total: 0, score: 0 })
    expect(countMutants(reportOf())).toMatchObject({ total: 0, score: 0 })
  })

  test('never round up to the bar', () => {
    const report = reportOf(
      ...Array<string>(8499).fill('Killed'),
      ...Array<string>(1501).fill('Survived'),
    )
    expect(countMutants(report).score).toBe(84.9)
  })

  test('are named with place and change where they survived', () => {
    expect(countMutants(reportOf('Killed', 'Survived', 'NoCoverage')).survivors).toEqual([
      `${path}:7:3 BooleanLiteral false`,
      `${path}:7:3 BooleanLiteral false (no test)`,
    ])
  })
})

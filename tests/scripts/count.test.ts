import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addCounts, countCheck, countVitest } from '../../scripts/test/count.mjs'

const folder = mkdtempSync(join(tmpdir(), 'tichet-count-'))
afterAll(() => rmSync(folder, { recursive: true }))

function count(code: number, report: object) {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify({ testResults: [], ...report }))
  return countVitest(code, path)
}

test('a program that ends with 0 is one passed check', () => {
  expect(countCheck(0)).toEqual({ passed: 1, failed: 0 })
  expect(countCheck(2)).toEqual({ passed: 0, failed: 1 })
})

test('passed tests are passed, all others failed, skipped ones too', () => {
  expect(count(0, { numTotalTests: 5, numPassedTests: 5 })).toEqual({ passed: 5, failed: 0 })
  expect(count(0, { numTotalTests: 5, numPassedTests: 3 })).toEqual({ passed: 3, failed: 2 })
})

test('a file that could not be loaded is a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
  ]
  const report = { numTotalTests: 3, numPassedTests: 2, testResults }
  expect(count(1, report)).toEqual({ passed: 2, failed: 2 })
})

test('no report, no test, and a failure outside of every test are failures', () => {
  expect(countVitest(0, join(folder, 'missing.json'))).toEqual({ passed: 0, failed: 1 })
  expect(count(0, { numTotalTests: 0, numPassedTests: 0 })).toEqual({ passed: 0, failed: 1 })
  expect(count(1, { numTotalTests: 2, numPassedTests: 2 })).toEqual({ passed: 2, failed: 1 })
})

test('counts add up', () => {
  const counts = [countCheck(0), countCheck(1), { passed: 40, failed: 2 }]
  expect(addCounts(counts)).toEqual({ passed: 41, failed: 3 })
})

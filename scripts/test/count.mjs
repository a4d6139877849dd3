import { existsSync, readFileSync } from 'node:fs'

/** `{ passed, failed }` of a check that is one program. */
export function countCheck(code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/**
 * `{ passed, failed }` of a vitest run, from its JSON report. Skipped tests count as failed, so does a file that could
 * not be loaded. A run without a report or a test is one failure, and so is one that failed in no test.
 */
export function countVitest(code, reportPath) {
  const report = existsSync(reportPath) ? JSON.parse(readFileSync(reportPath, 'utf8')) : undefined
  if (!report || report.numTotalTests === 0) return { passed: 0, failed: 1 }
  const passed = report.numPassedTests
  const failed = report.numTotalTests - passed + countBrokenFiles(report.testResults)
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed }
}

function countBrokenFiles(files) {
  return files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  ).length
}

/** `addCounts([{ passed: 1, failed: 0 }, { passed: 2, failed: 1 }]) // => { passed: 3, failed: 1 }` */
export function addCounts(counts) {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  }
}

/** The mutants of the rules that decide who gets in, what a ticket becomes, and who is told. */
export default {
  mutate: ['src/core/{access,tickets,notifications}/**/*.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutants.config.ts' },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 10_000,
  ignorePatterns: ['dist', 'public', 'docs', 'content', 'test-results', '.astro', '.wrangler'],
  reporters: ['progress-append-only', 'html', 'json'],
  htmlReporter: { fileName: 'test-results/mutants/report.html' },
  jsonReporter: { fileName: 'test-results/mutants/report.json' },
  incrementalFile: 'test-results/mutants/incremental.json',
  tempDirName: '.stryker-tmp',
  thresholds: { high: 95, low: 85, break: 85 },
}

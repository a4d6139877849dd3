import { defineConfig } from 'vitest/config'

// What needs no platform, in plain Node.js: the rules on a fake desk, the routes, the checks over the sources.
export default defineConfig({
  test: {
    name: 'unit',
    provide: { proving: process.env['PROVE'] === '1' },
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/platform/**', 'tests/contracts/**', 'tests/e2e/**'],
    maxWorkers: 2,
    testTimeout: 30_000,
  },
})

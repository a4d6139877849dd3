import { defineConfig } from 'vitest/config'

// What needs no platform, in plain Node.js: the rules on a fake desk, the routes, the checks over the sources.
export default defineConfig({
  resolve: {
    // Its sockets are the platform's.
    alias: { 'worker-mailer': new URL('tests/desk/no-mailer.ts', import.meta.url).pathname },
  },
  test: {
    name: 'unit',
    provide: { proving: process.env['PROVE'] === '1' },
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/platform/**', 'tests/contracts/**', 'tests/e2e/**', 'tests/workerd/**'],
    maxWorkers: 2,
    testTimeout: 30_000,
  },
})

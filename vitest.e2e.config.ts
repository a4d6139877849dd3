import { defineConfig } from 'vitest/config'

// The built product in workerd and a real Chromium; every file files its own tickets, so two run side by side.
export default defineConfig({
  test: {
    name: 'e2e',
    provide: { proving: process.env['PROVE'] === '1' },
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/e2e/serve.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})

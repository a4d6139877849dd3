import { defineConfig } from 'vitest/config'

const proving = process.env['PROVE'] === '1'

// The built product in workerd and a real Chromium; every file files its own tickets, so two run side by side. A proof
// judges time as well: nothing may run beside it.
export default defineConfig({
  test: {
    name: 'e2e',
    provide: { proving },
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/e2e/serve.ts'],
    maxWorkers: proving ? 1 : 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})

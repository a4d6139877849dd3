import { defineConfig } from 'vitest/config'

// The built product in workerd and a real Chromium. One file at a time: two browsers would starve the server.
export default defineConfig({
  test: {
    name: 'e2e',
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/e2e/serve.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})

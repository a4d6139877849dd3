import { defineConfig } from 'vitest/config'

// The built Worker in a workerd of its own, which is killed and flooded: one file after the other.
export default defineConfig({
  test: {
    name: 'workerd',
    provide: { proving: process.env['PROVE'] === '1' },
    include: ['tests/workerd/**/*.test.ts'],
    maxWorkers: 1,
    fileParallelism: false,
    // Against a machine that is busy with other things, not a measure of anything.
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})

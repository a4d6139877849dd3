import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// Inside workerd with real D1, KV, R2 and a Queue. Storage is empty in each file; `tests/platform/setup.ts` migrates it.
// No `main`: tests call the app themselves, and the Worker's own entry needs Astro's build.
export default defineConfig({
  plugins: [
    cloudflareTest(async () => ({
      miniflare: {
        name: 'tichet',
        compatibilityDate: '2026-10-12',
        d1Databases: ['DB', 'DB_01', 'DB_02', 'DB_03'],
        kvNamespaces: ['CODES'],
        r2Buckets: ['ATTACHMENTS'],
        queueProducers: { OUTBOX: 'tichet-outbox' },
        email: { send_email: [{ name: 'EMAIL' }] },
        ratelimits: { POST_LIMIT: { namespace_id: '1001', simple: { limit: 600, period: 60 } } },
        bindings: {
          MIGRATIONS: await readD1Migrations('functions/migrations'),
          ORIGIN: 'http://localhost:8787',
          EMAIL_SENDER: 'cloudflare',
          EMAIL_FROM: 'no-reply@example.com',
          SECRET_KEY: 'b25seSBpbiB0ZXN0cywgb25seSBpbiB0ZXN0cywgb24=',
          API_TOKEN: 'only-in-tests-only-in-tests-only',
        },
      },
    })),
  ],
  test: {
    name: 'platform',
    provide: { proving: process.env['PROVE'] === '1' },
    include: ['tests/platform/**/*.test.ts', 'tests/contracts/**/*.test.ts'],
    globalSetup: ['tests/platform/smtp-server.ts'],
    setupFiles: ['tests/platform/setup.ts'],
    maxWorkers: 2,
    // Against a machine that is busy with other things, not a measure of anything.
    testTimeout: 30_000,
  },
})

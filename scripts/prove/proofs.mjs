const unit = 'vitest.config.ts'
const platform = 'vitest.platform.config.ts'
const endToEnd = 'vitest.e2e.config.ts'

/**
 * Every proof that `npm run prove` runs at its full size: `title` says what it shows, `files` are the tests that show it;
 * `program` only makes what a later one needs. Two lanes run side by side; what measures time or kills processes has the
 * machine to itself.
 */
export const proofs = {
  memory: {
    title: 'chance and single faults on stores in memory; a day without mail',
    config: unit,
    files: ['tests/simulation'],
    lane: 0,
  },
  stores: {
    title: 'the same on the real stores; outages',
    config: platform,
    files: [
      'tests/platform/simulation.test.ts',
      'tests/platform/sweep.test.ts',
      'tests/platform/faults',
      'tests/platform/outages.test.ts',
      'tests/platform/full-database.test.ts',
      'tests/platform/mail-outage.test.ts',
      'tests/platform/parallel.test.ts',
    ],
    lane: 1,
  },
  input: {
    title: 'hostile input through every field',
    config: unit,
    files: ['tests/functions/input'],
    lane: 1,
  },
  filling: {
    title: 'makes a million tickets for the last proof',
    program: ['scripts/grow.mjs', '--tickets', '1000000'],
    lane: 1,
  },
  kills: {
    title: 'SIGKILL while twenty clients work; ten times too many requests',
    config: 'vitest.workerd.config.ts',
    files: ['tests/workerd'],
  },
  permissions: {
    title: 'who may do what, every cell; headers of every class of answers',
    config: endToEnd,
    files: [
      'tests/e2e/permissions.test.ts',
      'tests/e2e/planted-cookies.test.ts',
      'tests/e2e/answer-headers.test.ts',
    ],
  },
  telling: {
    title: 'answers that tell nothing, in their time either',
    config: endToEnd,
    files: ['tests/e2e/telling'],
  },
  grown: {
    title: 'a million tickets, ten million messages',
    config: unit,
    files: ['tests/grown'],
  },
}

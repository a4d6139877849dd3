import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// A mutant's run ends with the first test that fails: the tests named like its file come first, then the quick ones.
class OwnTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const [mutated = ''] = this.ctx.config.related ?? []
    const name = /\/src\/(core\/.+)\.ts$/.exec(mutated)?.[1]
    const isOwn = ({ moduleId }: TestSpecification) => moduleId.includes(`/tests/${name}`)
    const quickestFirst = (await super.sort(files)).toReversed()
    return quickestFirst.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
  }
}

// What the mutants of a folder of the core meet: the tests beside it. One worker takes every file, since starting one
// costs more than most files do.
export default defineConfig({
  test: {
    name: 'mutants',
    provide: { proving: false },
    include: [`tests/core/${process.env['MUTANTS_OF'] ?? '*'}/**/*.test.ts`],
    isolate: false,
    sequence: { sequencer: OwnTestsFirst },
    // Stryker says which file it changed and which tests run over it: no search for related ones.
    forceRerunTriggers: ['**'],
    testTimeout: 30_000,
  },
})

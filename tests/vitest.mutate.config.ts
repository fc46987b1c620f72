/** Vitest for Stryker, which runs it once for each mutant: see stryker.config.js. */
import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import config, { BROWSER, PROCESS } from '../vitest.config.ts'

/** The quick ones first, for the first test that fails ends the run; what is quick, the first run shows. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { cache } = this.ctx
    const durationOf = (file: TestSpecification) =>
      cache.getTestSpecificationResult(file)?.duration ?? Infinity
    return files.toSorted((a, b) => durationOf(a) - durationOf(b))
  }
}

const { projects: _, ...shared } = config.test!
const folders = process.env.TESTS_OF_MUTANTS?.split(',') ?? []

export default defineConfig({
  test: {
    ...shared,
    include: folders.map((one) => `tests/${one}{.test.ts,/**/*.test.ts}`),
    // Over a socket the calls of the others are told once more: it takes as long as all of them.
    exclude: [...configDefaults.exclude, BROWSER, PROCESS, 'tests/calls/over-relay.test.ts'],
    sequence: { sequencer: QuickFirst },
  },
})

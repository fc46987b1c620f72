/** Vitest in a copy of the project that has mutants: see main.ts. */
import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import config, { BROWSER, PROCESS } from '../../vitest.config.ts'

/** The quick ones first: what they kill, the slow ones need not try. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toReversed()
  }
}

const { projects: _, ...shared } = config.test!
const folders = process.env.TESTS_OF_MUTANTS!.split(',')

export default defineConfig({
  test: {
    ...shared,
    include: folders.map((one) => `tests/${one}{.test.ts,/**/*.test.ts}`),
    // Over a socket the calls of the others are told once more: it takes as long as all of them.
    exclude: [...configDefaults.exclude, BROWSER, PROCESS, 'tests/calls/over-relay.test.ts'],
    sequence: { sequencer: QuickFirst },
    reporters: ['dot'],
    // What a mutant leaves behind when its test is over.
    dangerouslyIgnoreUnhandledErrors: true,
  },
})

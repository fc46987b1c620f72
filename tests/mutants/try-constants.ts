/** Mutants of what is read as a module is loaded: each wants processes that are started with it. */
import type { CliOptions, Vitest } from 'vitest/node'
import { startVitest } from 'vitest/node'
import type { Outcomes } from './outcomes.ts'

/** Read once by each process: packages/instrumenter/src/util/syntax-helpers.ts of stryker-js. */
const ACTIVE_MUTANT = '__STRYKER_ACTIVE_MUTANT__'

export function vitestIn(copy: string): CliOptions {
  return { run: true, watch: false, root: copy, config: 'tests/mutants/vitest.config.ts' }
}

/** Those that no test comes by as it runs, with all tests until one fails; which tests, the environment says. */
export async function tryConstants(outcomes: Outcomes, copy: string): Promise<void> {
  for (const { id } of outcomes.mutants()) {
    if (!outcomes.isLoaded(id) || outcomes.isReached(id) || outcomes.isKilled(id)) continue
    const vitest = await startVitest('test', [], {
      ...vitestIn(copy),
      env: { [ACTIVE_MUTANT]: id },
      bail: 1,
      reporters: [{}],
    })
    const killer = whatFailed(vitest)
    await vitest.close()
    outcomes.triedFromStart(id)
    if (killer !== null) outcomes.killed(id, killer)
  }
}

/** A file that cannot be loaded any more fails too. */
function whatFailed({ state }: Vitest): string | null {
  for (const file of state.getTestModules()) {
    for (const test of file.children.allTests('failed')) return test.fullName
    if (file.errors().length > 0) return file.moduleId
  }
  return null
}

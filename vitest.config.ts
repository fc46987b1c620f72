/** The three kinds of tests, told by their names; docs/testing.md has the whole of it. */
import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'
import { PATIENCE_MS } from './tests/support/patience.ts'

export const BROWSER = 'tests/**/*.browser.test.ts'
export const PROCESS = 'tests/**/*.process.test.ts'

export default defineConfig({
  test: {
    // One more than there are processors: some test always waits. Vitest itself does little while they run.
    maxWorkers: availableParallelism() + 1,
    // As the server has it: a tenth of the time went into collecting what was young.
    execArgv: ['--max-semi-space-size=64'],
    // Files share a process, and so the modules that they import: 60 % of the time goes without that.
    isolate: false,
    testTimeout: PATIENCE_MS.test,
    hookTimeout: PATIENCE_MS.test,
    expect: { poll: { timeout: PATIENCE_MS.event, interval: 20 } },
    experimental: {
      // Tests run on Node's own type stripping, exactly as production does.
      viteModuleRunner: false,
      // It would be for module mocks, of which there are none.
      nodeLoader: false,
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, BROWSER, PROCESS],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'process', include: [PROCESS], sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [BROWSER],
          globalSetup: 'tests/support/start-browser.ts',
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})

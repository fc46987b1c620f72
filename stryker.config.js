/** Mutation testing, a room at a time: docs/testing.md says how. */

/** The tests that a room's mutants are held against; others take longer and find little more. */
const ROOMS = {
  machines: ['machines'],
  'server/calls': ['calls', 'lines', 'replay'],
  'server/lines': ['lines', 'calls'],
  'storage/calls': ['storage/sqlite', 'storage/review', 'calls'],
}

const asked = Object.keys(ROOMS).filter((room) => process.argv.some((arg) => arg.includes(room)))
const rooms = asked.length > 0 ? asked : Object.keys(ROOMS)

// Read by the processes that run the tests. Who works on one file may name the few that are its own.
process.env.TESTS_OF_MUTANTS ??= [...new Set(rooms.flatMap((room) => ROOMS[room]))].join()

export default {
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'tests/vitest.mutate.config.ts', pool: 'forks', related: false },
  mutate: rooms.map((room) => `${room}/**/*.ts`),
  coverageAnalysis: 'perTest',
  // What runs as a module is loaded, constants mostly, would be held against every test, which takes hours.
  ignoreStatic: true,
  // So that a busy machine does not pass for a mutant that never ends.
  timeoutMS: 30_000,
  // It would be rewritten with the API of TypeScript, which version 7 does not have.
  tsconfigFile: 'none',
  // Not in node_modules, where Node strips no types.
  tempDirName: 'artifacts/stryker',
  ignorePatterns: ['artifacts', 'coverage'],
  reporters: ['clear-text', 'html', 'progress'],
  clearTextReporter: { reportTests: false },
  htmlReporter: { fileName: 'artifacts/mutation.html' },
}

/** A mutant that never answers is found out soon: a hundred of them would take the day. */
const isMutated = process.env.TESTS_OF_MUTANTS !== undefined

/** How long tests wait before something counts as hanging. No test may depend on how busy its machine is. */
export const PATIENCE_MS = {
  /** For one thing to happen. */
  event: isMutated ? 4_000 : 60_000,
  /** For a whole test, or what is set up for it. */
  test: isMutated ? 15_000 : 300_000,
}

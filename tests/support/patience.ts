/** How long tests wait before something counts as hanging. No test may depend on how busy its machine is. */
export const PATIENCE_MS = {
  /** For one thing to happen. */
  event: 60_000,
  /** For a whole test, or what is set up for it. */
  test: 300_000,
}

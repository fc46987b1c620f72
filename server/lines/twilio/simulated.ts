/**
 * The mark of a webhook that the console's phone sends. It comes to the app beside the request, as what Hono
 * calls its environment, under a key that exists in this process only: nothing that anybody sends can bear it.
 */
const SIMULATED = Symbol('simulated')
const STREAMED = Symbol('streamed')

/** For `app.request(url, init, simulation)`. */
export const simulation: object = { [SIMULATED]: true }

/** The same for one whose words are streamed. */
export const streamedSimulation: object = { [SIMULATED]: true, [STREAMED]: true }

/** Of the environment that a request came with. */
export function isSimulated(env: object | undefined): boolean {
  return env !== undefined && (env as { [SIMULATED]?: true })[SIMULATED] === true
}

export function isStreamed(env: object | undefined): boolean {
  return env !== undefined && (env as { [STREAMED]?: true })[STREAMED] === true
}

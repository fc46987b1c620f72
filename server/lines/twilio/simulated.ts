/**
 * The mark of a webhook that the console's phone sends. It comes to the app beside the request, as what Hono
 * calls its environment, under a key that exists in this process only: nothing that anybody sends can bear it.
 */
const SIMULATED = Symbol('simulated')

/** For `app.request(url, init, simulation)`. */
export const simulation: object = { [SIMULATED]: true }

/** Of the environment that a request came with. */
export function isSimulated(env: object | undefined): boolean {
  return env !== undefined && (env as { [SIMULATED]?: true })[SIMULATED] === true
}

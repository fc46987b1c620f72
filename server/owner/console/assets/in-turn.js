// What is changed by one tap after another reaches the server in that order, and what it answers is shown when it is
// done with the last: an answer in between knows nothing of what was tapped since.

/**
 * @template Told
 * @param {(told: Told) => void} show
 * @returns {(deed: () => Promise<Told>) => Promise<void>} resolves when it is done; rejects as the deed does
 */
export function inTurn(show) {
  /** @type {Promise<unknown>} */
  let before = Promise.resolve()
  let last = 0
  return async (deed) => {
    const mine = ++last
    const done = before.then(deed)
    before = done.catch(() => undefined)
    const told = await done
    if (mine === last) show(told)
  }
}

// Of the same asked several times in a row only the last counts: an answer to one before, come late, is not shown.

/**
 * @template {unknown[]} Given
 * @param {(signal: AbortSignal, ...given: Given) => Promise<void>} work hands the signal to `ask`
 * @returns {(...given: Given) => Promise<void>} resolves where it was asked anew meanwhile, too
 */
export function lastOnly(work) {
  let current = new AbortController()
  return async (...given) => {
    current.abort()
    const { signal } = (current = new AbortController())
    try {
      await work(signal, ...given)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
}

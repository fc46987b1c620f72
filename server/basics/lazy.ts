/**
 * What takes time or memory to make: made when it is first asked for, and kept. All who ask meanwhile hear of
 * a failure; the next call tries anew.
 */
export function lazy<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let making: Promise<Made> | undefined

  function forget(error: unknown): never {
    making = undefined
    throw error
  }

  // Not called at once: what `make` throws then would be forgotten before it is kept.
  return () => (making ??= Promise.resolve().then(make).catch(forget))
}

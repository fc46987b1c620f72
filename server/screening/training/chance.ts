/** Chance that is the same at every run: training gives the same weights again. */

/** A generator of numbers from 0 up to 1: https://en.wikipedia.org/wiki/Linear_congruential_generator */
export function createChance(seed: number) {
  let state = seed >>> 0

  function next(): number {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }

  return {
    next,
    /** In place, by Fisher and Yates. */
    shuffle(items: unknown[]): void {
      for (let i = items.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1))
        const kept = items[i]
        items[i] = items[j]
        items[j] = kept
      }
    },
  }
}

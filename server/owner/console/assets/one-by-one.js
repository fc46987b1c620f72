// What is asked for again while it is under way is done once more after it, and not at once.

/**
 * @param {() => Promise<void>} work
 * @returns {() => Promise<void>} resolves where it was under way already, or when nothing is left to do
 */
export function oneByOne(work) {
  const asked = { isGoing: false, again: false }
  return async () => {
    asked.again = true
    if (asked.isGoing) return
    asked.isGoing = true
    try {
      while (asked.again) {
        asked.again = false
        await work()
      }
    } finally {
      asked.isGoing = false
    }
  }
}

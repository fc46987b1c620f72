/** Whether what is done with an input takes longer than in proportion to its size. By processor time: others are at work too. */

/** Before it counts at all, in milliseconds: less is noise, and hurts nobody. */
const WORTH_A_LOOK = 25
/** Below, nothing is measured but the measuring. */
const LEAST = 0.3
/** A square is four times this off already from one size to the next but one. */
const TOLERANCE = 3
const TRIES = 3
/** A collection of garbage falls into some tries, not into all of these: who is to be called too slow is tried longer. */
const TRIES_OF_A_SUSPECT = 30

/** Null where it grows no faster than its input; else how it grew. Gives up at the first size that is out of proportion. */
export async function growthOf(
  sizes: readonly number[],
  run: (size: number) => unknown,
): Promise<string | null> {
  const took: number[] = []
  // What is loaded or made ready once is not of its input.
  await run(sizes[0]!)
  for (const size of sizes) {
    const inProportion = (size / sizes[0]!) * TOLERANCE * Math.max(took[0] ?? 0, LEAST)
    const allowed = Math.max(inProportion, WORTH_A_LOOK)
    const time = () => timeOf(() => run(size))
    let least = await leastOf(TRIES, WORTH_A_LOOK / 5, time)
    if (took.length > 0 && least > allowed)
      least = Math.min(least, await leastOf(TRIES_OF_A_SUSPECT, allowed, time))
    took.push(least)
    if (took.length > 1 && least > allowed)
      return took.map((ms, index) => `${sizes[index]}: ${ms.toFixed(1)} ms`).join(', ')
  }
  return null
}

/** The least of so many, or the first that is little enough. */
async function leastOf(
  tries: number,
  enough: number,
  time: () => Promise<number>,
): Promise<number> {
  let least = Infinity
  for (let i = 0; i < tries && least > enough; i++) least = Math.min(least, await time())
  return least
}

/** In milliseconds of the processor. */
async function timeOf(run: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Whether what is done with an input takes longer than in proportion to its size. By processor time: others are at work too. */

/** Before it counts at all, in milliseconds: less is noise, and hurts nobody. */
const WORTH_A_LOOK = 25
/** Below, nothing is measured but the measuring. */
const LEAST = 0.3
/** A square is four times this off already from one size to the next but one. */
const TOLERANCE = 3
const TRIES = 3

/** Null where it grows no faster than its input; else how it grew. Gives up at the first size that is out of proportion. */
export async function growthOf(
  sizes: readonly number[],
  run: (size: number) => unknown,
): Promise<string | null> {
  const took: number[] = []
  // What is loaded or made ready once is not of its input.
  await run(sizes[0]!)
  for (const size of sizes) {
    took.push(await leastTime(() => run(size)))
    const allowed = (size / sizes[0]!) * TOLERANCE * Math.max(took[0]!, LEAST)
    if (took.at(-1)! > Math.max(allowed, WORTH_A_LOOK))
      return took.map((ms, index) => `${sizes[index]}: ${ms.toFixed(1)} ms`).join(', ')
  }
  return null
}

async function leastTime(run: () => unknown): Promise<number> {
  let least = Infinity
  for (let i = 0; i < TRIES && least > WORTH_A_LOOK / 5; i++) {
    const before = process.cpuUsage()
    await run()
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

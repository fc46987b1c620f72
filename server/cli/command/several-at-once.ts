/** The same work for many things, several at a time, with a bar that shows how far it is. */
import { startProgress } from './progress.ts'
import type { Surroundings } from './surroundings.ts'

/** Resolves with the results in the order of the things; `name` is what the bar calls them. */
export async function severalAtOnce<Thing, Result>(
  things: readonly Thing[],
  work: (thing: Thing) => Promise<Result>,
  { concurrency, name, around }: { concurrency: number; name: string; around: Surroundings },
): Promise<Result[]> {
  using progress = await startProgress(around, name, things.length)
  const results: Result[] = Array.from({ length: things.length })
  const waiting = things.entries()
  async function line(): Promise<void> {
    for (const [index, thing] of waiting) {
      results[index] = await work(thing)
      await progress.advance()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, line))
  return results
}

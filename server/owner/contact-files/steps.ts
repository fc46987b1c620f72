/** Work that can be interrupted: calls are answered between its steps. */
import { setImmediate as nextRound } from 'node:timers/promises'

/** Yields wherever it may be interrupted, a few thousandths of a second after the last time at most. */
export type Steps<Result> = Generator<void, Result>

/** So long it keeps the event loop to itself. */
const ROUND_MS = 8

/** All of them in one go: for commands, where nobody else waits. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Lets others run in between. Rejects as the steps throw. */
export async function inRounds<Result>(steps: Steps<Result>): Promise<Result> {
  let began = performance.now()
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    if (performance.now() - began < ROUND_MS) continue
    await nextRound()
    began = performance.now()
  }
}

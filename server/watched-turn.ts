/** Turns that come by no line, told to whoever watches as the others are. */
import type { TakeTurn } from './calls/turn.ts'
import type { Watch } from './watch/watch.ts'

/** The same turn, told to whoever watches. */
export function watched(takeTurn: TakeTurn, watch: Watch): TakeTurn {
  return async (incoming) => {
    const told = watch.eventArrived(incoming)
    try {
      const end = await told.during(() => takeTurn(incoming))
      told.ended(end, 200)
      return end
    } catch (error) {
      told.failed(error, 500)
      throw error
    }
  }
}

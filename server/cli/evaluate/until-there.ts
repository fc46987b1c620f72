/** A model is asked something small before all else: one that has to be loaded first would time out on every call. */
import { isPermanent, SCREENER_FAILURES } from '../../../machines/screener-failure.ts'
import type { ChatScreener } from '../../screening/chat-screener.ts'
import { failureOf } from '../../screening/failure-of.ts'
import type { Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'

/** Nothing loads for longer. */
const LONGEST_LOAD_MS = 900_000
const SAY_SO_MS = 5_000

/** Throws `UsageError` where every question would be in vain; what may pass is for the questions to find out. */
export async function untilThere(
  screener: ChatScreener,
  { errors }: Pick<Surroundings, 'errors'>,
): Promise<void> {
  const { name, address } = screener
  const waiting = setTimeout(
    () => errors.write(`Waiting for ${name} at ${address}: it may have to load its model first\n`),
    SAY_SO_MS,
  )
  try {
    await screener.greet(AbortSignal.timeout(LONGEST_LOAD_MS))
  } catch (error) {
    const { code, status } = failureOf(error)
    if (!isPermanent(code)) return
    const told = status === undefined ? '' : ` (${status})`
    const why = `The screener '${name}' at ${address} ${SCREENER_FAILURES[code]}${told}`
    throw new UsageError(why, { cause: error })
  } finally {
    clearTimeout(waiting)
  }
}

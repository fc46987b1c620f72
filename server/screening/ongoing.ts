/** A verdict that is asked for again, because Twilio came back for it, is the one already under way. */
import type { ScreeningInput } from '../../machines/ports.ts'
import type { Verdict } from '../../machines/verdict.ts'
import type { Screener } from '../calls/ports.ts'

/** Twilio comes back within seconds; after that nobody asks any more. */
const KEPT_MS = 30_000

/**
 * The screener, asked once for each thing said. The question goes on when the turn that asked ends;
 * in another process, or after a crash, it is asked anew.
 */
export function createOngoing(screener: Screener): Screener {
  const underWay = new Map<string, Promise<Verdict>>()

  return function screen(input) {
    const key = `${input.callSid} ${input.said.length}`
    const known = underWay.get(key)
    if (known) return known
    const verdict = ask(input)
    underWay.set(key, verdict)
    const forget = () => setTimeout(() => underWay.delete(key), KEPT_MS).unref()
    verdict.then(forget, forget)
    return verdict
  }

  async function ask(input: ScreeningInput): Promise<Verdict> {
    // Not the turn's signal: the turn may end before the verdict is there.
    return screener(input, new AbortController().signal)
  }
}

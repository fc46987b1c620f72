/** A verdict that is asked for again, because Twilio came back for it, is the one already under way. */
import type { ScreeningInput } from '../../machines/ports.ts'
import type { Verdict } from '../../machines/verdict.ts'
import type { Screener, TellWords } from '../calls/ports.ts'

/** Twilio comes back within seconds; after that nobody asks any more. */
const KEPT_MS = 30_000

interface UnderWay {
  verdict: Promise<Verdict>
  /** Who are told its words: whoever asks later hears with the next word all that came before it. */
  ears: TellWords[]
}

/**
 * The screener, asked once for each thing said. The question goes on when the turn that asked ends;
 * in another process, or after a crash, it is asked anew.
 */
export function createOngoing(screener: Screener): Screener {
  const underWay = new Map<string, UnderWay>()

  return function screen(input, _signal, tell) {
    const key = `${input.callSid} ${input.said.length}`
    const known = underWay.get(key)
    if (tell) known?.ears.push(tell)
    if (known) return known.verdict
    const ears = tell ? [tell] : []
    const verdict = ask(input, ears)
    underWay.set(key, { verdict, ears })
    const forget = () => setTimeout(() => underWay.delete(key), KEPT_MS).unref()
    verdict.then(forget, forget)
    return verdict
  }

  async function ask(input: ScreeningInput, ears: readonly TellWords[]): Promise<Verdict> {
    // Every one of them is told, whatever the others make of it.
    const tell: TellWords = (soFar) => ears.map((ear) => ear(soFar)).includes(true)
    // Not the turn's signal: the turn may end before the verdict is there.
    return screener(input, new AbortController().signal, tell)
  }
}

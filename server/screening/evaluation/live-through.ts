/** A labelled call as its caller would live through it: a screener is asked turn by turn, as the flow asks it. */
import type { Limits } from '../../../machines/call.ts'
import type { ScreeningInput } from '../../../machines/ports.ts'
import type { Verdict } from '../../../machines/verdict.ts'

export type Screen = (input: ScreeningInput) => Verdict | Promise<Verdict>

/**
 * The verdicts of the call, in their order; the last is what becomes of it. Where that is `ask` the caller was asked to
 * no end: there was nothing more to say, or no question left.
 *
 * The rules are those of `machines/flows/concierge.ts`, without its price; a test holds them against it.
 */
export async function liveThrough(
  utterances: readonly string[],
  screen: Screen,
  { maxTurns }: Pick<Limits, 'maxTurns'>,
): Promise<[Verdict, ...Verdict[]]> {
  const callSid = crypto.randomUUID()
  const said: ScreeningInput['said'] = []
  const verdicts: Verdict[] = []
  for (const text of utterances) {
    said.push({ speaker: 'caller', text })
    const verdict = await screen({ callSid, said: [...said], withheld: false, attestation: 'none' })
    verdicts.push(verdict)
    if (verdict.decision !== 'ask' || verdicts.length > maxTurns) break
    said.push({ speaker: 'concierge', text: verdict.reply })
  }
  if (isSome(verdicts)) return verdicts
  throw new RangeError('A call in which nothing is said is never judged')
}

function isSome<Thing>(things: Thing[]): things is [Thing, ...Thing[]] {
  return things.length > 0
}

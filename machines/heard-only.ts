/** What was said to somebody who cut in: only what they heard of it. */
import { assertEvent } from 'xstate'
import type { CallContext, CallEvent } from './call.ts'

/** A sentence before the last may be meant: what is said next may have begun by then. */
const MOST_SENTENCES_BACK = 2

/**
 * Without what was not heard of the latest sentence of ours that was cut off; one of which nothing was heard is gone. The
 * same where it was none of them.
 */
export function heardOnly(
  { said }: CallContext,
  event: CallEvent | { type: `xstate.${string}` },
): Pick<CallContext, 'said'> {
  assertEvent(event, 'caller.interrupted')
  const { heard, unheard } = event
  let back = 0
  for (let index = said.length - 1; index >= 0; index--) {
    const { speaker, text } = said[index]!
    if (speaker === 'caller') continue
    if (back++ === MOST_SENTENCES_BACK) break
    // Fixed sentences may have stood before it.
    if (!(heard + unheard).endsWith(text)) continue
    const kept = text.slice(0, Math.max(0, text.length - unheard.length))
    return { said: kept ? said.with(index, { speaker, text: kept }) : said.toSpliced(index, 1) }
  }
  return { said }
}

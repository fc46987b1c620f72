/** What comes over a socket as an event of its call, and the answer to it in time. */
import type { CallEvent } from '../../../machines/call.ts'
import type { FirstWord } from '../../calls/incoming.ts'
import { digestOf } from '../digest-of.ts'
import type { AnswerInTime } from '../in-time.ts'
import { readSpoken, type RelayLine, type Spoken } from './relay-line.ts'

const ROUTE = '/twilio/relay'

/** Null where nobody is to hear the answer over this socket. Never rejects. */
export type AskFor = (
  event: CallEvent,
  replyTo: number,
  firstWord?: FirstWord,
) => Promise<Spoken | null>

export function createAsking(
  { line, answerInTime }: { line: RelayLine; answerInTime: AnswerInTime },
  callSid: string,
): AskFor {
  return async function askFor(event, replyTo, firstWord) {
    const incoming = {
      callSid,
      requestId: crypto.randomUUID(),
      simulated: false,
      event,
      replyTo,
      identity: { route: ROUTE, digest: digestOf(event), replyTo },
      arrival: null,
      render: line.render,
      says: line.says,
      ...(firstWord && { firstWord }),
    }
    return readSpoken(await answerInTime(incoming, line))
  }
}
